import { z } from "zod";
import { contains, isNetworkAddress, overlap, prefixLength } from "./cidr";
import { logRetentionDays } from "./log-retention";
import { refusal } from "./refusal";

export const cidr = z
  .string()
  .refine(
    isNetworkAddress,
    refusal('is not an IPv4 network address; write it like "10.0.0.0/16", with the host bits zero'),
  );

/** AWS reserves five addresses in every subnet and accepts /16 to /28. */
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const awsSized = cidr.refine(
  (value) => !isNetworkAddress(value) || (prefixLength(value) >= 16 && prefixLength(value) <= 28),
  {
    ...refusal("is outside the sizes AWS accepts; choose a prefix from /16 to /28"),
    abort: true,
  },
);

/** A load balancer's subnets need at least a /27 with eight free addresses. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
const publicSized = awsSized.refine((value) => !isNetworkAddress(value) || prefixLength(value) <= 27, {
  ...refusal("is too small for a load balancer; choose a prefix from /16 to /27"),
  abort: true,
});

type Zones = Readonly<Record<string, { readonly leaving: boolean }>>;

function staying(zones: Zones): number {
  return Object.values(zones).filter(({ leaving }) => !leaving).length;
}

const ipv6 = z.boolean().default(false);

export const newNetworkSchema = z
  .strictObject({
    cidr: awsSized.describe("Address block of the VPC."),
    availabilityZones: z
      .record(
        z
          .string()
          .regex(/^[a-f]$/, refusal('is not a zone; use one letter from "a" to "f", it is appended to the region')),
        z.strictObject({
          publicCidr: publicSized.describe("Public subnet of this zone: load balancer and NAT gateway."),
          privateCidr: awsSized.describe("Private subnet of this zone: the tasks."),
          leaving: z
            .boolean()
            .default(false)
            .describe("Load balancer and tasks move out, the subnets stay: the step before the zone is removed."),
        }),
      )
      .refine((zones) => staying(zones) >= 2 && Object.keys(zones).length <= 3, {
        error: ({ input }) =>
          `needs at least 2 zones and at most 3, got ${staying(input as Zones) < 2 ? staying(input as Zones) : Object.keys(input as Zones).length}; a load balancer must span 2 zones, add another letter`,
      })
      .describe("Two or three availability zones, by their letter, each with a public and a private subnet."),
    nat: z
      .enum(["one-per-zone", "single", "public-subnets", "none"])
      .describe(
        "The tasks' way out: `one-per-zone` survives the loss of a zone, `single` costs a fraction and fails with its zone, `public-subnets` pays for no NAT gateway but for an address of each task, which their security groups lock, `none` has no internet access and uses VPC endpoints.",
      ),
    ipv6: ipv6.describe("Dual-stack VPC and load balancer; adds AAAA records."),
    flowLogRetentionDays: logRetentionDays.default(30).describe("Days that VPC flow logs are kept."),
    flowLogDestination: z
      .enum(["cloud-watch-logs", "s3"])
      .default("cloud-watch-logs")
      .describe(
        "Where VPC flow logs go: `cloud-watch-logs` is searched at once, `s3` costs a part of it. Changing it leaves what was logged behind or deletes it with its log group.",
      ),
  })
  .superRefine((network, context) => {
    const subnets = Object.entries(network.availabilityZones).flatMap(([zone, blocks]) => [
      { path: ["availabilityZones", zone, "publicCidr"], cidr: blocks.publicCidr },
      { path: ["availabilityZones", zone, "privateCidr"], cidr: blocks.privateCidr },
    ]);
    subnets.forEach((subnet, index) => {
      if (!contains(network.cidr, subnet.cidr)) {
        context.addIssue({
          code: "custom",
          path: subnet.path,
          message: `${subnet.cidr} lies outside the VPC's ${network.cidr}; choose a block inside it`,
        });
      }
      for (const earlier of subnets.slice(0, index)) {
        if (overlap(earlier.cidr, subnet.cidr)) {
          context.addIssue({
            code: "custom",
            path: subnet.path,
            message: `${subnet.cidr} overlaps ${earlier.path.join(".")} (${earlier.cidr}); give each subnet addresses of its own`,
          });
        }
      }
    });
  });

const subnetIds = z
  .array(
    z
      .string()
      .regex(/^subnet-[0-9a-f]{8,17}$/, refusal('is not the id of a subnet; write it like "subnet-0123456789abcdef0"')),
  )
  .min(2, { error: "needs subnets in at least 2 zones; add another id" })
  .refine((ids) => new Set(ids).size === ids.length, { error: "names a subnet twice; remove one" });

export const existingNetworkSchema = z.strictObject({
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-f]{8,17}$/, refusal('is not the id of a VPC; write it like "vpc-0123456789abcdef0"'))
    .describe("VPC that exists already; nothing in it is created or changed."),
  vpcCidr: cidr.describe("Its address block."),
  publicSubnetIds: subnetIds.describe("Its subnets for the load balancer, in at least two zones."),
  privateSubnetIds: subnetIds.describe("Its subnets for the tasks, in at least two zones."),
  nat: z
    .enum(["existing", "none"])
    .default("existing")
    .describe("Whether its private subnets have a way out to the internet; with `none` it must have VPC endpoints."),
  ipv6: ipv6.describe("Whether its public subnets are dual-stack."),
});

/** A VPC of this environment's own, or one that exists. */
export const networkSchema = z.union([newNetworkSchema, existingNetworkSchema]);
