import { resourceName } from "./naming";

/** ARNs of the roles that workflows assume in an environment: they follow from its name and account, and need no look-up. */
export interface DeliveryRoles {
  readonly planRoleArn: string;
  readonly deployRoleArn: string;
}

/** What of an environment names its roles. */
interface Named {
  readonly name: string;
  readonly application: { readonly name: string };
  readonly aws: { readonly accountId: string; readonly region: string };
}

export function deliveryRoles(environment: Named): DeliveryRoles {
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
