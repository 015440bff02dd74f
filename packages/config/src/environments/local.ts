import application from "../application";
import { defineEnvironment } from "../index";

/** A laptop: an emulator answers instead of AWS. */
export default defineEnvironment(application, {
  aws: { accountId: "000000000000", region: "us-east-1", emulated: true },
  dns: { domain: "flask.localhost" },
  network: {
    cidr: "10.10.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.10.0.0/24", privateCidr: "10.10.16.0/20" },
      b: { publicCidr: "10.10.1.0/24", privateCidr: "10.10.32.0/20" },
    },
    nat: "single",
    flowLogRetentionDays: 1,
  },
  alb: { deletionProtected: false, deregistrationDelaySeconds: 2 },
  services: {
    web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 2, maximum: 4 }, logRetentionDays: 1 },
  },
  data: { notes: { deletionProtected: false, pointInTimeRecovery: false } },
});
