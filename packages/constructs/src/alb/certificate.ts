import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";

export interface CertificateProps {
  readonly domain: string;
  /** Zone that takes the record which proves control of the domain. */
  readonly zoneId: string;
}

/**
 * A certificate for `*.domain` and `domain`, proved by DNS. It lives in one stack with the listener that uses it: ACM
 * deletes no certificate in use, so another one comes first and the listener changes over in between.
 */
export class Certificate extends Construct {
  readonly certificate: AcmCertificate;
  /** Known only once it is issued (the provider waits up to 75 minutes): a listener that uses this waits. */
  readonly issuedArn: string;

  constructor(scope: Construct, id: string, { domain, zoneId }: CertificateProps) {
    super(scope, id);
    this.certificate = new AcmCertificate(this, "Certificate", {
      domainName: `*.${domain}`,
      subjectAlternativeNames: [domain],
      validationMethod: "DNS",
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
      // Certificates of one domain share their record, also across environments.
      allowOverwrite: true,
    });
    this.issuedArn = new AcmCertificateValidation(this, "Issued", {
      certificateArn: this.certificate.arn,
      validationRecordFqdns: [record.fqdn],
    }).certificateArn;
  }
}
