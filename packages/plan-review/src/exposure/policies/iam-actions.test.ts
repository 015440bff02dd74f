import { isHarmlessEverywhere, managesPermissions } from "./iam-actions";

describe("what AWS's reference says of actions", () => {
  it.each([
    "ec2:DescribeInstances",
    "ec2:Describe*",
    "ecr:GetAuthorizationToken",
    "s3:ListAllMyBuckets",
    "sts:GetCallerIdentity",
    "kms:DescribeKey",
  ])("finds %s harmless on every resource", (action) => {
    expect(isHarmlessEverywhere(action)).toBe(true);
  });

  it.each([
    "s3:GetObject",
    "s3:*",
    "*",
    "iam:CreateUser",
    "kms:Decrypt",
    "acme:DescribeAll",
    "secretsmanager:GetSecretValue",
  ])("finds %s no such thing", (action) => {
    expect(isHarmlessEverywhere(action)).toBe(false);
  });

  it("tells what changes permissions", () => {
    expect(managesPermissions("s3:PutBucketPolicy")).toBe(true);
    expect(managesPermissions("s3:PutObject")).toBe(false);
  });
});
