import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { hostId } from "../stack/host-id";

export interface DelegationsProps {
  /** Zone of the domain above. */
  readonly zoneId: string;
  /** Domain below → name servers of the zone that answers for it. */
  readonly nameServers: Readonly<Record<string, readonly string[]>>;
}

/** Short, as long as a zone may still be made anew with other name servers. */
const TTL_SECONDS = 3600;

/** Tells the world which zones answer for domains below one's own. */
export class Delegations extends Construct {
  constructor(scope: Construct, id: string, { zoneId, nameServers }: DelegationsProps) {
    super(scope, id);
    for (const [domain, servers] of Object.entries(nameServers)) {
      new Route53Record(this, `delegation-${hostId(domain)}`, {
        zoneId,
        name: domain,
        type: "NS",
        ttl: TTL_SECONDS,
        records: [...servers].sort(),
      });
    }
  }
}
