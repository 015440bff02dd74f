import application from "../application";
import { defineEnvironment } from "../index";

/** Like production, smaller, and cheap while nobody is there. Replace the account id, the domain and the address by your own. */
export default defineEnvironment(application, {
  aws: { accountId: "111111111111", region: "eu-central-1" },
  dns: { domain: "staging.example.com" },
  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.20.0.0/24", privateCidr: "10.20.16.0/20" },
      b: { publicCidr: "10.20.1.0/24", privateCidr: "10.20.32.0/20" },
    },
    nat: "public-subnets",
    flowLogDestination: "s3",
  },
  alb: { deletionProtected: false, webApplicationFirewall: true },
  cluster: { containerInsights: false },
  services: {
    web: {
      cpu: 256,
      memoryMiB: 512,
      tasks: { minimum: 1, maximum: 3 },
      capacity: { spotPercent: 100 },
      executeCommand: true,
    },
  },
  data: {
    notes: { deletionProtected: false, pointInTimeRecovery: true, maximumReadUnits: 100, maximumWriteUnits: 50 },
  },
  alarms: { email: "operations@example.com" },
});
