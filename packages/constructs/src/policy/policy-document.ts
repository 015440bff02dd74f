import { terraformJson } from "./terraform-json";

export interface PolicyStatement {
  /** Names the statement in plans and reviews: letters and digits only. */
  readonly sid: string;
  /** Default: Allow. */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** ARNs; absent in trust policies. */
  readonly resources?: readonly string[];
  /** Who, in trust and resource policies: `{ Service: "ecs-tasks.amazonaws.com" }` or `"*"`. */
  readonly principals?: "*" | Readonly<Record<string, string | readonly string[]>>;
  /** Operator → key → values, as in IAM. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy as the JSON text that Terraform arguments take. `Id` is for services that give it one where it has none. */
export function policyDocument(statements: readonly PolicyStatement[], Id?: string): string {
  return terraformJson({
    Version: "2012-10-17",
    Id,
    Statement: statements.map(({ sid, effect = "Allow", actions, resources, principals, conditions }) => ({
      Sid: sid,
      Effect: effect,
      Principal: principals,
      Action: actions,
      Resource: resources,
      Condition: conditions,
    })),
  });
}

/** Trust policy for a role that one AWS service assumes. `accountId` stops other accounts from borrowing the service (confused deputy). */
export function serviceTrustPolicy(service: string, accountId: string): string {
  return policyDocument([
    {
      sid: "AssumedByService",
      actions: ["sts:AssumeRole"],
      principals: { Service: service },
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}
