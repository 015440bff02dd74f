import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { hostId } from "../stack/host-id";

export interface AliasRecordsProps {
  readonly zoneId: string;
  readonly hostNames: readonly string[];
  readonly loadBalancerDnsName: string;
  /** Zone of the load balancer's own name. */
  readonly loadBalancerZoneId: string;
  /** Adds AAAA records beside the A records. */
  readonly ipv6: boolean;
}

/** Names that resolve to the load balancer's current addresses. Alias queries are free. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    const { zoneId, loadBalancerDnsName, loadBalancerZoneId } = props;
    for (const name of props.hostNames) {
      for (const type of props.ipv6 ? ["A", "AAAA"] : ["A"]) {
        new Route53Record(this, `${type.toLowerCase()}-${hostId(name)}`, {
          zoneId,
          name,
          type,
          alias: { name: loadBalancerDnsName, zoneId: loadBalancerZoneId, evaluateTargetHealth: true },
        });
      }
    }
  }
}
