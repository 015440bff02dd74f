import application from "../application";
import { defineEnvironment } from "../index";

/** What customers use. Replace the account id, the domain and the address by your own. */
export default defineEnvironment(application, {
  aws: { accountId: "222222222222", region: "eu-central-1" },
  dns: { domain: "example.com" },
  network: {
    cidr: "10.30.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.30.0.0/24", privateCidr: "10.30.16.0/20" },
      b: { publicCidr: "10.30.1.0/24", privateCidr: "10.30.32.0/20" },
      c: { publicCidr: "10.30.2.0/24", privateCidr: "10.30.48.0/20" },
    },
    nat: "one-per-zone",
    ipv6: true,
    flowLogRetentionDays: 365,
  },
  alb: { deletionProtected: true, webApplicationFirewall: true, accessLogs: true },
  services: {
    web: {
      cpu: 512,
      memoryMiB: 1024,
      tasks: { minimum: 3, maximum: 12 },
      hostNames: ["example.com", "www.example.com"],
      urlCheckPath: "/",
      logRetentionDays: 365,
    },
  },
  data: { notes: { deletionProtected: true, pointInTimeRecovery: true } },
  alarms: { email: "operations@example.com" },
  gates: {
    forbid: ["data loss"],
    requireApproval: ["outage", "access"],
    oldestPlanMinutes: 60,
    approvalFromMonthlyUsd: 50,
  },
});
