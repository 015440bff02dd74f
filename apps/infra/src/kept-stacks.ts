import { type Environment, stackGroup } from "@app/config";

/**
 * Stacks that outlive the others. Where a registrar or a zone above names the name servers of a zone that is gone, whoever is
 * given one of them for a zone of that name answers for the domain.
 */
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html
export function keptStacks({ aws, dns }: Environment): Record<string, string> {
  if (aws.emulated || dns.zoneId !== undefined) return {};
  const id = `${stackGroup}-dns`;
  return {
    [id]: `${dns.domain} may still be delegated to its zone, and somebody else could take it over; remove the delegation first, then name ${id}`,
  };
}
