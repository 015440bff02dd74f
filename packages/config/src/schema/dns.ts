import { z } from "zod";
import { domainName } from "./host-name";
import { refusal } from "./refusal";

export const dnsSchema = z
  .strictObject({
    domain: domainName.describe(
      "Domain of the hosted zone. The certificate covers it and `*.domain`; delegate it with the name servers the dns stack prints.",
    ),
    zoneId: z
      .string()
      // https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
      .regex(
        /^Z[0-9A-Z]{1,31}$/,
        refusal('is not the id of a hosted zone; copy it from Route 53, like "Z0123456789ABC"'),
      )
      .optional()
      .describe("Hosted zone of the domain that exists already. Default: the dns stack creates one."),
    formerDomains: z
      .array(domainName)
      .default([])
      .describe(
        "Domains used before, whose zones stay until services have taken their records out: named in the deploy that changes the domain, taken out in a later one.",
      ),
  })
  .superRefine(({ domain, formerDomains }, context) => {
    const index = formerDomains.indexOf(domain);
    if (index < 0) return;
    const message = `"${domain}" is the domain itself; name those that it follows`;
    context.addIssue({ code: "custom", path: ["formerDomains", index], message });
  });
