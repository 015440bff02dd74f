import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { Construct } from "constructs";

export interface ExistingSecretProps {
  /**
   * Name in Secrets Manager: `prod/stripe`. Encrypted with AWS's own key; a key of yours must let the execution role of the
   * tasks decrypt, in its key policy.
   */
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  readonly name: string;
}

/** A secret that somebody else keeps in Secrets Manager. Its value is never read by Terraform, only its ARN. */
export class ExistingSecret extends Construct {
  readonly secret: DataAwsSecretsmanagerSecret;

  constructor(scope: Construct, id: string, { name }: ExistingSecretProps) {
    super(scope, id);
    this.secret = new DataAwsSecretsmanagerSecret(this, "Secret", { name });
  }
}
