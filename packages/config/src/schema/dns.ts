import { z } from "zod";
import { domainName } from "./host-name";
import { refusal } from "./refusal";

export const dnsSchema = z.strictObject({
  domain: domainName.describe(
    "Domain of the hosted zone. The certificate covers it and `*.domain`; delegate it with the name servers the dns stack prints.",
  ),
  zoneId: z
    .string()
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
    .regex(/^Z[0-9A-Z]{1,31}$/, refusal('is not the id of a hosted zone; copy it from Route 53, like "Z0123456789ABC"'))
    .optional()
    .describe("Hosted zone of the domain that exists already. Default: the dns stack creates one."),
});
