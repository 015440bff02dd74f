import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { hostId } from "../stack/host-id";

export interface HostedZoneProps {
  readonly domain: string;
  /**
   * Domains used before this one whose zones stay. Other stacks keep records in a zone until they are deployed with the new
   * domain, and Route 53 deletes no zone with records: name the old domain here in the deploy that changes it, and take it
   * out in a later one. Old names then stop answering when the records go, not before. Default: none.
   */
  readonly formerDomains?: readonly string[];
  /**
   * Deletes a zone with all that is in it, records made by hand included. A changed domain then needs one deploy only, and
   * the old names stop answering at its start. For places where nothing is lost.
   */
  readonly forceDestroy: boolean;
  /**
   * Only these may issue certificates for the domain and for every name below it: `amazon.com` lets ACM. Default: no record,
   * so that names which others keep below the domain go on getting certificates from whom they want.
   */
  readonly certificateAuthorities?: readonly string[];
}

/** The domain's zone. It answers once the registrar or the parent zone names its name servers. */
export class HostedZone extends Construct {
  readonly zone: Route53Zone;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HostedZoneProps,
  ) {
    super(scope, id);
    this.zone = this.hostedZone(props.domain);
    for (const domain of props.formerDomains ?? []) this.hostedZone(domain);
    this.onlyTheseIssue(props.certificateAuthorities ?? []);
  }

  /** Addressed by its domain: another domain is another zone, made without waiting for the end of the old one. */
  private hostedZone(domain: string): Route53Zone {
    return new Route53Zone(this, `zone-${hostId(domain)}`, {
      name: domain,
      comment: `Delegated zone of ${domain}`,
      forceDestroy: this.props.forceDestroy,
    });
  }

  private onlyTheseIssue(authorities: readonly string[]): void {
    if (authorities.length === 0) return;
    const { domain } = this.props;
    new Route53Record(this, `caa-${hostId(domain)}`, {
      zoneId: this.zone.zoneId,
      name: domain,
      type: "CAA",
      ttl: 3600,
      records: authorities.flatMap((authority) => [`0 issue "${authority}"`, `0 issuewild "${authority}"`]),
    });
  }
}
