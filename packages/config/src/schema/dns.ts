import { z } from "zod";
import { distinct } from "./distinct";
import { domainName } from "./host-name";
import { refusal } from "./refusal";

/** Names of Amazon's authorities in CAA records; any of them lets ACM issue. */
// https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
const AMAZON_AUTHORITIES = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

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
    certificateAuthorities: z
      .array(domainName)
      .min(1, { error: "names nobody; leave it out, or name an authority" })
      .superRefine(distinct)
      .optional()
      .describe(
        'Only these may issue certificates for the domain and for every name below it, also for those that others keep there (a CAA record): `["amazon.com"]`. Default: no record, anybody may.',
      ),
    delegations: z
      .record(
        domainName,
        z.array(domainName).min(1, { error: "has no name server; copy those that its dns stack prints" }),
      )
      .default({})
      .describe(
        "Domains below this one that another zone answers for, mostly another environment's, with the name servers that its dns stack prints: NS records.",
      ),
  })
  .superRefine(({ domain, formerDomains, zoneId, certificateAuthorities, delegations }, context) => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const index = formerDomains.indexOf(domain);
    if (index >= 0) refuse(["formerDomains", index], `"${domain}" is the domain itself; name those that it follows`);
    if (zoneId !== undefined && certificateAuthorities !== undefined) {
      refuse(
        ["certificateAuthorities"],
        "is for a zone of this environment's own; keep the record where that zone is kept",
      );
    }
    for (const below of Object.keys(delegations)) {
      if (below.endsWith(`.${domain}`)) continue;
      refuse(["delegations", below], `is not below ${domain}; name a domain like "staging.${domain}"`);
    }
  });

/** Whether a CAA record lets ACM issue the certificate that the alb stack requests. */
export function letsAmazonIssue(certificateAuthorities: readonly string[] | undefined): boolean {
  return certificateAuthorities?.some((name) => AMAZON_AUTHORITIES.includes(name)) ?? true;
}
