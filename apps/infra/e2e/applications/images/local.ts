import { defineEnvironment } from "@app/config";
import application from "./application";

export default defineEnvironment(application, {
  aws: { accountId: "000000000000", region: "us-east-1", emulated: true },
  dns: { domain: "pages.localhost" },
  network: {
    cidr: "10.20.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.20.0.0/24", privateCidr: "10.20.16.0/20" },
      b: { publicCidr: "10.20.1.0/24", privateCidr: "10.20.32.0/20" },
    },
    nat: "none",
  },
  alb: { deletionProtected: false },
  services: { web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } } },
});
