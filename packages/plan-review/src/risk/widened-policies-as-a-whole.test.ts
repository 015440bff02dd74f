import { created, deleted, updated } from "../testing/plans";
import { widenedPolicies } from "./widened-policies";

type Statement = Readonly<Record<string, unknown>>;
const policy = (statements: readonly Statement[]) => ({
  policy: JSON.stringify({ Statement: statements.map((one) => ({ Effect: "Allow", ...one })) }),
});
const trust = (...statements: readonly Statement[]) => ({ assume_role_policy: policy(statements).policy });

describe("policies as a whole", () => {
  it.each<[string, Statement[], Statement[], string[]]>([
    [
      "narrowing, also by a wildcard that was part of a larger one",
      [{ Action: "*", Resource: "*" }],
      [{ Action: ["s3:Get*", "s3:List*"], Resource: "*" }],
      [],
    ],
    [
      "the same in other statements",
      [{ Action: ["a:One", "a:Two"], Resource: "x" }],
      [
        { Action: "A:one", Resource: "x" },
        { Action: "a:Two", Resource: "x" },
      ],
      [],
    ],
    [
      "an action that moves to a wider resource of another statement",
      [
        { Action: "s3:DeleteBucket", Resource: "arn:aws:s3:::tmp" },
        { Action: "s3:ListAllMyBuckets", Resource: "*" },
      ],
      [{ Action: ["s3:DeleteBucket", "s3:ListAllMyBuckets"], Resource: "*" }],
      ["allows s3:DeleteBucket on every resource"],
    ],
    [
      "a resource that becomes a pattern",
      [{ Action: "dynamodb:PutItem", Resource: "arn:aws:dynamodb:eu-west-1:1:table/notes" }],
      [{ Action: "dynamodb:PutItem", Resource: "arn:aws:dynamodb:eu-west-1:1:table/*" }],
      [
        "allows dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:1:table/*, not only on arn:aws:dynamodb:eu-west-1:1:table/notes",
      ],
    ],
    [
      "everybody getting what one had",
      [
        { Principal: "*", Action: "s3:GetObject", Resource: "pub" },
        { Principal: { AWS: "arn:aws:iam::1:root" }, Action: "s3:DeleteObject", Resource: "priv" },
      ],
      [{ Principal: "*", Action: ["s3:GetObject", "s3:DeleteObject"], Resource: ["pub", "priv"] }],
      ["lets everybody (*) do s3:DeleteObject, s3:GetObject on priv", "lets everybody (*) do s3:DeleteObject on pub"],
    ],
    [
      "exceptions that go",
      [{ NotAction: ["iam:*", "sts:*"], Resource: "x" }],
      [{ NotAction: "iam:*", Resource: "x" }],
      ["allows all but iam:*"],
    ],
    [
      "exceptions that come",
      [{ NotAction: "iam:*", Resource: "x" }],
      [{ NotAction: ["iam:*", "sts:*"], Resource: "x" }],
      [],
    ],
    [
      "what is refused at the same time",
      [{ Action: "s3:GetObject", Resource: "x" }],
      [
        { Action: ["s3:GetObject", "s3:Put*"], Resource: "x" },
        { Effect: "Deny", Action: "s3:Put*", Resource: "*" },
      ],
      [],
    ],
    [
      "a way to more rights",
      [{ Action: "s3:GetObject", Resource: "arn:x" }],
      [{ Action: ["s3:GetObject", "iam:CreateAccessKey"], Resource: "arn:x" }],
      ["allows iam:CreateAccessKey on arn:x, a way to more rights"],
    ],
    [
      "a condition that takes a pattern",
      [{ Action: "s3:GetObject", Resource: "x", Condition: { StringEquals: { "aws:sub": "a" } } }],
      [{ Action: "s3:GetObject", Resource: "x", Condition: { StringLike: { "aws:sub": "*" } } }],
      ["allows s3:GetObject on weaker conditions"],
    ],
    [
      "a refusal that holds for fewer",
      [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
      [{ Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::b" }],
      ["denies s3:* to fewer, or on less, than before"],
    ],
    [
      "a refusal on conditions that it did not have",
      [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
      [{ Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { Bool: { x: "true" } } }],
      ["no longer denies s3:*"],
    ],
    [
      "a wider refusal",
      [{ Effect: "Deny", Action: "s3:Put*", Resource: "x" }],
      [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
      [],
    ],
  ])("see %s", (_, before, after, expected) => {
    expect(widenedPolicies(updated("aws_iam_policy.a", policy(before), policy(after)))).toEqual(expected);
  });

  it.each<[string, Statement[], string[]]>([
    [
      "what is harmless on every resource",
      [{ Action: ["ec2:Describe*", "ecr:GetAuthorizationToken"], Resource: "*" }],
      [],
    ],
    [
      "reading every secret",
      [{ Action: "secretsmanager:GetSecretValue", Resource: "*" }],
      ["allows secretsmanager:GetSecretValue on every resource"],
    ],
    ["one role that is passed on", [{ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/task" }], []],
    [
      "any role that is passed on",
      [{ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/*" }],
      ["allows iam:PassRole on arn:aws:iam::123456789012:role/*, a way to more rights"],
    ],
    [
      "the streams of one log group",
      [{ Action: "logs:PutLogEvents", Resource: "arn:aws:logs:eu-west-1:123456789012:log-group:/app:*" }],
      [],
    ],
    [
      "every log group",
      [{ Action: "logs:PutLogEvents", Resource: "arn:aws:logs:eu-west-1:123456789012:log-group:*" }],
      ["allows logs:PutLogEvents on every resource of arn:aws:logs:eu-west-1:123456789012:log-group:*"],
    ],
  ])("judge of a new one %s", (_, statements, expected) => {
    expect(widenedPolicies(created("aws_iam_policy.a", policy(statements)))).toEqual(expected);
  });

  it("see a refusal that goes with its whole policy, not one that goes with what it refused", () => {
    const deny = policy([{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }]);
    expect(widenedPolicies(deleted("aws_s3_bucket_policy.a", deny))).toEqual(["no longer denies s3:*"]);
    expect(widenedPolicies(deleted("aws_sqs_queue_policy.a", deny))).toEqual(["no longer denies s3:*"]);
    expect(widenedPolicies(deleted("aws_s3_bucket.a", deny))).toEqual([]);
    expect(widenedPolicies(deleted("aws_iam_role.a", { inline_policy: [deny] }))).toEqual([]);
  });

  it("let the account of a key manage it", () => {
    const root = (account: string) => ({
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    });
    expect(widenedPolicies(created("aws_kms_key.a", policy([root("123456789012")])))).toEqual([]);
    expect(widenedPolicies(created("aws_kms_key.a", policy([root("123456789012"), root("999999999999")])))).toContain(
      "trusts another account: 999999999999",
    );
  });
});

describe("a new trust", () => {
  const found = (statement: Statement, own: readonly string[] = []) =>
    widenedPolicies(created("aws_iam_role.a", trust(statement)), new Set(own));

  it("in another account is said, in one's own it is not", () => {
    const statement = { Principal: { AWS: "arn:aws:iam::999999999999:role/x" }, Action: "sts:AssumeRole" };
    expect(found(statement)).toEqual(["trusts another account: 999999999999"]);
    expect(found(statement, ["123456789012"])).toEqual(["trusts another account: 999999999999"]);
    expect(found(statement, ["999999999999"])).toEqual([]);
    expect(found({ Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" })).toEqual([]);
  });

  it.each([
    [{}, ["trusts every token of token.actions.githubusercontent.com, whoever it is for"]],
    [
      { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } },
      ["trusts every token of token.actions.githubusercontent.com for repo:*"],
    ],
    [{ StringLike: { "token.actions.githubusercontent.com:sub": "repo:o/r:*" } }, []],
    [{ StringEquals: { "token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main" } }, []],
  ])("in tokens is judged by their subject: %j", (Condition, expected) => {
    const Federated = "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com";
    expect(found({ Principal: { Federated }, Action: "sts:AssumeRoleWithWebIdentity", Condition })).toEqual(expected);
  });
});
