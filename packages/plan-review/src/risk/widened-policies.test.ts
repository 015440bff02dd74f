import { Sensitive } from "../plan/value";
import { created, deleted, updated } from "../testing/plans";
import { widenedPolicies } from "./widened-policies";

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (rest: object) => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*", ...rest });

/** Of an update from a policy that allows little to one with the statements. */
function widened(...statements: readonly object[]): string[] {
  const before = policy(allow({ Principal: { AWS: "arn:aws:iam::1:root" } }));
  return widenedPolicies(updated("aws_iam_policy.a", { policy: before }, { policy: policy(...statements) }));
}

describe("widenedPolicies", () => {
  it.each([
    ["wildcards among actions", allow({ Action: ["s3:GetObject", "s3:*"] }), ["allows s3:*"]],
    ["wildcards in actions", allow({ Action: ["s3:Put*"] }), ["allows s3:Put*"]],
    ["all but some actions", allow({ Action: undefined, NotAction: "iam:*" }), ["allows all but iam:*"]],
    ["every resource", allow({ Resource: "*" }), ["allows s3:GetObject on every resource"]],
    [
      "every resource of a service",
      allow({ Resource: "arn:aws:dynamodb:us-east-1:1:*" }),
      ["allows s3:GetObject on every resource of arn:aws:dynamodb:us-east-1:1:*"],
    ],
    ["all but some resources", allow({ Resource: undefined, NotResource: "a" }), ["allows s3:GetObject on all but a"]],
    [
      "another principal",
      allow({ Principal: { AWS: "arn:aws:iam::2:root" } }),
      ["trusts a new principal: AWS arn:aws:iam::2:root"],
    ],
    ["everybody", allow({ Principal: "*" }), ["trusts everybody (*)"]],
    [
      "every AWS account",
      allow({ Principal: { AWS: "*" }, Condition: { a: 1 } }),
      ["trusts everybody (*) under conditions"],
    ],
    ["all but some principals", allow({ NotPrincipal: { AWS: "x" } }), ["trusts all but AWS x"]],
  ])("notices %s", (_, statement, expected) => {
    expect(widened(statement)).toEqual(expected);
  });

  it("does not take a refusal, or the same said in another way, for wider", () => {
    expect(widened(allow({ Effect: "Deny", Action: "*", Resource: "*", Principal: "*" }))).toEqual([]);
    expect(
      widened(allow({ Sid: "Named", Action: ["s3:GetObject"], Principal: { AWS: "arn:aws:iam::1:root" } })),
    ).toEqual([]);
    expect(widened()).toEqual([]);
  });

  it("notices that a refusal is gone", () => {
    const deny = { Effect: "Deny", Action: ["s3:DeleteObject", "s3:PutObject"], Resource: "*" };
    const change = (after: string) => updated("aws_s3_bucket_policy.a", { policy: policy(deny) }, { policy: after });
    expect(widenedPolicies(change(policy(allow({ Principal: undefined }))))).toEqual([
      "no longer denies s3:DeleteObject, s3:PutObject",
    ]);
    expect(widenedPolicies(change(policy({ ...deny, Action: "*" })))).toEqual([]);
    expect(widenedPolicies(deleted("aws_s3_bucket_policy.a", { policy: policy(deny) }))).toEqual([
      "no longer denies s3:DeleteObject, s3:PutObject",
    ]);
    // With the bucket everything goes that the policy was about.
    expect(widenedPolicies(deleted("aws_s3_bucket.a", { policy: policy(deny) }))).toEqual([]);
  });

  it("notices that a condition is gone", () => {
    const [before, after] = [allow({ Condition: { Bool: { x: "true" } } }), allow({})].map((one) => ({
      policy: policy(one),
    }));
    expect(widenedPolicies(updated("aws_iam_policy.a", before ?? {}, after ?? {}))).toEqual([
      "allows s3:GetObject without the condition it had",
    ]);
  });

  it("judges a new policy only by what is wide by all measures", () => {
    const statements = [
      allow({ Action: ["s3:Get*", "s3:*", "*"], Principal: { Service: "ecs.amazonaws.com" } }),
      allow({ Principal: "*" }),
    ];
    expect(widenedPolicies(created("aws_iam_policy.a", { policy: policy(...statements) }))).toEqual([
      "allows *",
      "allows s3:*",
      "trusts everybody (*)",
    ]);
  });

  it("looks into blocks, and into nothing that is hidden", () => {
    const inline = (text: unknown) =>
      updated("aws_iam_role.a", { inline_policy: [] }, { inline_policy: [{ name: "x", policy: text }] });
    expect(widenedPolicies(inline(policy(allow({ Action: "iam:*" }))))).toEqual(["allows iam:*"]);
    expect(widenedPolicies(inline(new Sensitive(policy(allow({ Action: "iam:*" })))))).toEqual([]);
  });

  it("notices a managed policy that allows nearly everything", () => {
    const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect(widenedPolicies(created("aws_iam_role_policy_attachment.a", { policy_arn: arn }))).toEqual([
      "attaches AdministratorAccess",
    ]);
    expect(
      widenedPolicies(updated("aws_iam_role.a", { managed_policy_arns: [arn] }, { managed_policy_arns: [arn], x: 1 })),
    ).toEqual([]);
  });
});
