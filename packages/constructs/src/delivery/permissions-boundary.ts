import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../policy/policy-document";

export interface PermissionsBoundaryProps {
  readonly name: string;
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/** The most that a role may do that carries it. It allows nothing by itself. */
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
export class PermissionsBoundary extends Construct {
  readonly policy: IamPolicy;

  constructor(scope: Construct, id: string, { name, description, statements }: PermissionsBoundaryProps) {
    super(scope, id);
    this.policy = new IamPolicy(this, "policy", { name, description, policy: policyDocument(statements) });
  }
}
