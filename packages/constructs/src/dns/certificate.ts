import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";

export interface CertificateProps {
  readonly domain: string;
  readonly zoneId: string;
}

/**
 * A certificate for `*.domain` and `domain`, and the DNS record that proves control of it. Requesting it does not wait:
 * whoever uses it waits with {@link CertificateValidation}, so that the zone's name servers are known before.
 */
export class Certificate extends Construct {
  readonly certificate: AcmCertificate;
  /** Name of the validation record. */
  readonly validationFqdn: string;

  constructor(scope: Construct, id: string, { domain, zoneId }: CertificateProps) {
    super(scope, id);
    this.certificate = new AcmCertificate(this, "certificate", {
      domainName: `*.${domain}`,
      subjectAlternativeNames: [domain],
      validationMethod: "DNS",
      // A listener keeps using the old certificate until the new one is in place.
      lifecycle: { createBeforeDestroy: true },
    });
    // ACM asks for one and the same record for the wildcard and for the name below it.
    const options = Fn.tolist(Token.asString(Token.asAny(this.certificate.domainValidationOptions)));
    const option = (attribute: string) => Token.asString(Fn.lookup(Fn.element(options, 0), attribute));
    const record = new Route53Record(this, "validation", {
      zoneId,
      name: option("resource_record_name"),
      type: option("resource_record_type"),
      records: [option("resource_record_value")],
      ttl: 300,
      allowOverwrite: true,
    });
    this.validationFqdn = record.fqdn;
  }
}
