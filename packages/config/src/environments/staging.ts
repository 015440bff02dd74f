import { defineEnvironment } from "../define-environment";

/** Like production, smaller. Replace the account id and the domain by your own. */
export default defineEnvironment({
  aws: { accountId: "111111111111", region: "eu-central-1" },
  dns: { domain: "staging.example.com" },
  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.20.0.0/24", privateCidr: "10.20.16.0/20" },
      b: { publicCidr: "10.20.1.0/24", privateCidr: "10.20.32.0/20" },
    },
    nat: "single",
  },
  loadBalancer: { deletionProtected: false },
  image: { source: "build" },
  service: {
    cpu: 256,
    memoryMiB: 512,
    desiredCount: 1,
    autoscaling: { minimumTasks: 1, maximumTasks: 3 },
    capacityProvider: "FARGATE_SPOT",
    executeCommand: true,
  },
  notesTable: { deletionProtected: false, pointInTimeRecovery: true },
});
