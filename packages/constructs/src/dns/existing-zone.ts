import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { Construct } from "constructs";

export interface ExistingZoneProps {
  readonly zoneId: string;
  /** Domain that the zone answers for, or a domain above it. */
  readonly domain: string;
}

/** A hosted zone that somebody else keeps: looked up and checked. Only the records of our names are added to it, by their own stacks. */
export class ExistingZone extends Construct {
  readonly zone: DataAwsRoute53Zone;

  constructor(scope: Construct, id: string, { zoneId, domain }: ExistingZoneProps) {
    super(scope, id);
    this.zone = new DataAwsRoute53Zone(this, "zone", {
      zoneId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.name == "${domain}" || endswith("${domain}", ".\${self.name}")}`,
            errorMessage: `Zone ${zoneId} does not answer for ${domain}; name the zone of ${domain} in the environment's dns.`,
          },
        ],
      },
    });
  }
}
