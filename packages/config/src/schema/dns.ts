import { z } from "zod";

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const domainName = z
  .string()
  .max(253)
  .regex(new RegExp(`^(${label}\\.)+${label}$`), {
    error: (issue) =>
      `${JSON.stringify(issue.input)} is not a domain name; use lower-case labels joined by dots, like "example.com"`,
  });

export const dnsSchema = z
  .strictObject({
    domain: domainName.describe(
      "Domain of the hosted zone. The certificate covers it and `*.domain`; delegate it with the name servers the dns stack prints.",
    ),
    hostNames: z
      .array(domainName)
      .min(
        1,
        "needs at least one host name that the load balancer answers for; leave it out to serve the domain itself",
      )
      .optional()
      .describe(
        "Names with alias records to the load balancer: the domain itself or one label below it. Default: the domain.",
      ),
  })
  .superRefine((dns, context) => {
    (dns.hostNames ?? []).forEach((hostName, index) => {
      const below = hostName.endsWith(`.${dns.domain}`) ? hostName.slice(0, -dns.domain.length - 1) : undefined;
      if (hostName !== dns.domain && (below === undefined || below.includes("."))) {
        context.addIssue({
          code: "custom",
          path: ["hostNames", index],
          message: `${hostName} is outside the zone ${dns.domain} or more than one label below it, where the certificate does not reach; use ${dns.domain} or NAME.${dns.domain}`,
        });
      }
    });
  })
  .transform((dns) => ({ domain: dns.domain, hostNames: dns.hostNames ?? [dns.domain] }));
