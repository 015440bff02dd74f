import { z } from "zod";
import { contains, isNetworkAddress, overlap, prefixLength } from "./cidr";

const cidr = z.string().refine(isNetworkAddress, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is not an IPv4 network address; write it like "10.0.0.0/16", with the host bits zero`,
});

/** AWS reserves five addresses in every subnet and accepts /16 to /28. */
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const awsSized = cidr.refine((value) => prefixLength(value) >= 16 && prefixLength(value) <= 28, {
  error: (issue) => `${JSON.stringify(issue.input)} is outside the sizes AWS accepts; choose a prefix from /16 to /28`,
  abort: true,
});

export const networkSchema = z
  .strictObject({
    cidr: awsSized.describe("Address block of the VPC."),
    availabilityZones: z
      .record(
        z.string().regex(/^[a-f]$/, 'a zone is one letter from "a" to "f", appended to the region'),
        z.strictObject({
          publicCidr: awsSized.describe("Public subnet of this zone: load balancer and NAT gateway."),
          privateCidr: awsSized.describe("Private subnet of this zone: the tasks."),
        }),
      )
      .refine((zones) => Object.keys(zones).length >= 2 && Object.keys(zones).length <= 3, {
        error: (issue) =>
          `needs at least 2 zones and at most 3, got ${Object.keys(issue.input as object).length}; a load balancer must span 2 zones, add another letter`,
      })
      .describe("Two or three availability zones, by their letter, each with a public and a private subnet."),
    nat: z
      .enum(["one-per-zone", "single", "none"])
      .describe(
        "Private subnets' way out: `one-per-zone` survives the loss of a zone, `single` costs a fraction and fails with its zone, `none` has no internet access and uses VPC endpoints.",
      ),
    ipv6: z.boolean().default(false).describe("Dual-stack VPC and load balancer; adds AAAA records."),
    flowLogRetentionDays: z
      .union([z.literal(1), z.literal(7), z.literal(30), z.literal(90), z.literal(365)])
      .default(30)
      .describe("Days that VPC flow logs are kept in CloudWatch Logs."),
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
