import { DataAwsSecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version";
import { Construct } from "constructs";

export interface ClientSecretProps {
  /** Name in Secrets Manager of a secret that is the value and nothing else. */
  readonly name: string;
}

/** A client's secret at its identity provider, read whenever Terraform plans. Its value is in the state, marked as sensitive. */
export class ClientSecret extends Construct {
  readonly value: string;

  constructor(scope: Construct, id: string, { name }: ClientSecretProps) {
    super(scope, id);
    this.value = new DataAwsSecretsmanagerSecretVersion(this, "Version", { secretId: name }).secretString;
  }
}
