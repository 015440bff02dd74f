/** An environment's places, as small as they can be, for descriptions in tests. */
export const places = {
  aws: { accountId: "333333333333", region: "eu-west-1" },
  dns: { domain: "example.org" },
  network: {
    cidr: "10.40.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.40.0.0/24", privateCidr: "10.40.16.0/20" },
      b: { publicCidr: "10.40.1.0/24", privateCidr: "10.40.32.0/20" },
    },
    nat: "none",
  },
  alb: { deletionProtected: false },
  alarms: { subscribers: "elsewhere" },
} as const;
