import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { Construct } from "constructs";

export interface ExistingCacheProps {
  /** Name of the secret in Secrets Manager that holds its URL. */
  readonly urlSecret: string;
  /** A rule for each service that uses it is added. */
  readonly securityGroupId: string;
}

/** A cache that somebody else keeps, known by the secret with its URL. */
export class ExistingCache extends Construct {
  readonly securityGroup: { readonly id: string };
  readonly urlSecretArn: string;
  readonly url = undefined;

  constructor(scope: Construct, id: string, { urlSecret, securityGroupId }: ExistingCacheProps) {
    super(scope, id);
    this.securityGroup = { id: securityGroupId };
    this.urlSecretArn = new DataAwsSecretsmanagerSecret(this, "url", { name: urlSecret }).arn;
  }
}
