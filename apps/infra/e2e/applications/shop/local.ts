import { defineEnvironment } from "@app/config";
import application from "./application";

export default defineEnvironment(application, {
  aws: { accountId: "000000000000", region: "us-east-1", emulated: true },
  dns: { domain: "shop.localhost" },
  network: {
    cidr: "10.40.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.40.0.0/24", privateCidr: "10.40.16.0/20" },
      b: { publicCidr: "10.40.1.0/24", privateCidr: "10.40.32.0/20" },
    },
    nat: "single",
    flowLogRetentionDays: 1,
  },
  alb: { deletionProtected: false },
  data: {
    jobs: {},
    orders: {
      instanceClass: "db.t4g.micro",
      multiAZ: false,
      backupDays: 1,
      deletionProtected: false,
      finalSnapshot: false,
    },
    receipts: { deletionProtected: false, backups: false },
    sessions: {},
    uploads: { deletionProtected: false },
  },
  services: {
    admin: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 }, logRetentionDays: 1 },
    migrate: { cpu: 256, memoryMiB: 512, logRetentionDays: 1 },
    prices: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 }, logRetentionDays: 1 },
    report: { cpu: 256, memoryMiB: 512, logRetentionDays: 1 },
    web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 }, logRetentionDays: 1 },
    worker: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 }, logRetentionDays: 1 },
  },
});
