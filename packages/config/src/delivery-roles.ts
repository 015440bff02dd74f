import { resourceName } from "./naming";
import type { Environment } from "./schema/environment";

/** ARNs of the roles that workflows assume in an environment: they follow from its name and account, and need no look-up. */
export interface DeliveryRoles {
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
}

export function deliveryRoles(environment: Pick<Environment, "name" | "application" | "aws">): DeliveryRoles {
  const { accountId, region } = environment.aws;
  const arn = (role: string) => `arn:${partition(region)}:iam::${accountId}:role/${resourceName(environment, role)}`;
  return { planRoleArn: arn("plan"), deployRoleArn: arn("deploy") };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}
