import type { Lb } from "@cdktf/provider-aws/lib/lb";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface AliasRecordsProps {
  readonly zoneId: string;
  readonly hostNames: readonly string[];
  readonly loadBalancer: Lb;
  /** Adds AAAA records beside the A records. */
  readonly ipv6: boolean;
}

/** Names that resolve to the load balancer's current addresses. Alias queries are free. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, { zoneId, hostNames, loadBalancer, ipv6 }: AliasRecordsProps) {
    super(scope, id);
    hostNames.forEach((name, index) => {
      for (const type of ipv6 ? ["A", "AAAA"] : ["A"]) {
        new Route53Record(this, `${type.toLowerCase()}-${index + 1}`, {
          zoneId,
          name,
          type,
          alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true },
        });
      }
    });
  }
}
