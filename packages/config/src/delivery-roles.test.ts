import { deliveryRoles } from "./delivery-roles";

const environment = (region: string) =>
  ({
    name: "staging",
    application: { name: "shop" },
    aws: { accountId: "111111111111", region, emulated: false },
  }) as const;

describe("deliveryRoles", () => {
  it.each([
    ["eu-central-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ] as const)("of %s are in the partition %s", (region, partition) => {
    expect(deliveryRoles(environment(region))).toEqual({
      planRoleArn: `arn:${partition}:iam::111111111111:role/shop-staging-plan`,
      deployRoleArn: `arn:${partition}:iam::111111111111:role/shop-staging-deploy`,
    });
  });
});
