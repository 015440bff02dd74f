import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Construct } from "constructs";

export interface CertificateValidationProps {
  readonly certificateArn: string;
  readonly validationFqdn: string;
}

/** Waits until ACM has seen the validation record, at most 75 minutes (the provider's default). */
export class CertificateValidation extends Construct {
  /** ARN of the certificate, known only once it is issued: a listener that uses this waits. */
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, { certificateArn, validationFqdn }: CertificateValidationProps) {
    super(scope, id);
    const validation = new AcmCertificateValidation(this, "issued", {
      certificateArn,
      validationRecordFqdns: [validationFqdn],
    });
    this.certificateArn = validation.certificateArn;
  }
}
