import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../policy/policy-document";

export interface DeliveryRoleProps {
  readonly name: string;
  readonly description: string;
  /** Who may assume it. */
  readonly trustPolicy: string;
  /** What it may do, by the name of a policy. One policy holds 6,144 characters, a role 10 policies. */
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** The most that it may do, whatever its policies say. Default: what they say. */
  readonly permissionsBoundaryArn?: string;
  /** Longer than the longest run. Default: an hour. */
  readonly maxSessionSeconds?: number;
}

/** What whoever delivers an environment may do in its account. */
export class DeliveryRole extends Construct {
  readonly role: IamRole;
  /** In place once the role may do what it is for. */
  readonly attachments: IamRolePolicyAttachment[];

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "role", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: props.trustPolicy,
      permissionsBoundary: props.permissionsBoundaryArn,
      maxSessionDuration: props.maxSessionSeconds,
    });
    this.attachments = Object.entries(props.policies).map(([name, statements]) =>
      this.allow(props.name, name, statements),
    );
  }

  private allow(role: string, name: string, statements: readonly PolicyStatement[]): IamRolePolicyAttachment {
    const policy = new IamPolicy(this, name, { name: `${role}-${name}`, policy: policyDocument(statements) });
    return new IamRolePolicyAttachment(this, `${name}-attached`, { role: this.role.name, policyArn: policy.arn });
  }
}
