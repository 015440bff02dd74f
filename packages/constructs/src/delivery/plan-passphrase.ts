import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";

export interface PlanPassphraseProps {
  /** Name of the CloudFormation stack. Secrets Manager makes up the secret's, so that a deleted one keeps no name taken. */
  readonly stackName: string;
}

const CHARACTERS = 64;

/**
 * What seals the plans of a pipeline between its stages. CloudFormation lets Secrets Manager generate it: the provider reads
 * every version of a secret that it made by its value, and no role that only plans shall be able to open plans.
 */
// https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/secretsmanager/secret_version.go
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
export class PlanPassphrase extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, { stackName }: PlanPassphraseProps) {
    super(scope, id);
    const stack = new CloudformationStack(this, "secret", {
      name: stackName,
      templateBody: terraformJson({
        Resources: {
          PlanPassphrase: {
            Type: "AWS::SecretsManager::Secret",
            Properties: {
              Description: "Seals plans between the stages of a pipeline",
              GenerateSecretString: { PasswordLength: CHARACTERS, ExcludePunctuation: true },
            },
          },
        },
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html (Ref)
        Outputs: { Arn: { Value: { Ref: "PlanPassphrase" } } },
      }),
    });
    // An address without quotes, for it stands in the JSON of policies.
    this.secretArn = stack.getStringAttribute("outputs.Arn");
  }
}
