import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../policy/policy-document";
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "./github-provider";

export interface DeliveryRoleProps {
  readonly name: string;
  readonly description: string;
  readonly providerArn: string;
  /** Repository of the workflows: `owner/name`. */
  readonly repository: string;
  /** GitHub environment that a job must be in: whoever may start one there is whoever may assume the role. */
  readonly githubEnvironment: string;
  /** What it may do, by the name of a policy. One policy holds 6,144 characters, a role 10 policies. */
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** The most that it may do, whatever its policies say. Default: what they say. */
  readonly permissionsBoundaryArn?: string;
  /** Longer than the longest run. Default: an hour. */
  readonly maxSessionSeconds?: number;
}

/** What jobs of one GitHub environment of one repository may do in this account. */
export class DeliveryRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: trustPolicy(props),
      permissionsBoundary: props.permissionsBoundaryArn,
      maxSessionDuration: props.maxSessionSeconds,
    });
    for (const [name, statements] of Object.entries(props.policies)) this.allow(props.name, name, statements);
  }

  private allow(role: string, name: string, statements: readonly PolicyStatement[]): void {
    const policy = new IamPolicy(this, name, { name: `${role}-${name}`, policy: policyDocument(statements) });
    new IamRolePolicyAttachment(this, `${name}-attached`, { role: this.role.name, policyArn: policy.arn });
  }
}

/** Both claims must be these, to the letter: no other repository, branch, pull request or environment. */
// https://docs.github.com/en/actions/reference/security/oidc
function trustPolicy({ providerArn, repository, githubEnvironment }: DeliveryRoleProps): string {
  return policyDocument([
    {
      sid: "AssumedByWorkflow",
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: { Federated: providerArn },
      conditions: {
        StringEquals: {
          [`${GITHUB_ISSUER}:aud`]: GITHUB_AUDIENCE,
          [`${GITHUB_ISSUER}:sub`]: `repo:${repository}:environment:${githubEnvironment}`,
        },
      },
    },
  ]);
}
