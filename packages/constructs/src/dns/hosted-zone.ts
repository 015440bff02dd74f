import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";

export interface HostedZoneProps {
  readonly domain: string;
}

/** The domain's zone. It answers once the registrar or the parent zone names its name servers. */
export class HostedZone extends Construct {
  readonly zone: Route53Zone;

  constructor(scope: Construct, id: string, { domain }: HostedZoneProps) {
    super(scope, id);
    this.zone = new Route53Zone(this, "zone", { name: domain, comment: `Delegated zone of ${domain}` });
    // Only Amazon may issue certificates for names in this zone.
    new Route53Record(this, "caa", {
      zoneId: this.zone.zoneId,
      name: domain,
      type: "CAA",
      ttl: 3600,
      records: ['0 issue "amazon.com"', '0 issuewild "amazon.com"'],
    });
  }
}
