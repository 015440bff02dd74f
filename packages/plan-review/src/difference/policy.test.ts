import { describePolicy, statementsOf } from "./policy";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });

describe("describePolicy", () => {
  it("tells statements that come and go", () => {
    const deny = {
      Sid: "Tls",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    expect(describePolicy(policy(READ), policy(deny))).toEqual([
      '+ Tls: Deny * on * for * if {"Bool":{"aws:SecureTransport":"false"}}',
      "- Allow s3:GetObject on arn:aws:s3:::b/*",
    ]);
    expect(describePolicy(undefined, policy(READ))).toEqual(["+ Allow s3:GetObject on arn:aws:s3:::b/*"]);
  });

  it("tells what differs in a statement of the same Sid", () => {
    const before = { ...READ, Sid: "Read", Action: ["s3:GetObject", "s3:ListBucket"] };
    const after = {
      ...READ,
      Sid: "Read",
      Effect: "Deny",
      Action: ["s3:GetObject", "s3:*"],
      Principal: { AWS: ["1", "2"] },
      Condition: { a: 1 },
    };
    expect(describePolicy(policy(before), policy(after))).toEqual([
      "~ Read: Allow → Deny",
      "~ Read: + actions s3:*",
      "~ Read: - actions s3:ListBucket",
      "~ Read: + principals AWS 1",
      "~ Read: + principals AWS 2",
      '~ Read: condition none → {"a":1}',
    ]);
  });

  it("recognizes a statement without Sid by what it is about", () => {
    expect(describePolicy(policy(READ), policy({ ...READ, Action: ["s3:GetObject", "s3:PutObject"] }))).toEqual([
      "~ Allow: + actions s3:PutObject",
    ]);
  });

  it("takes one and a list of one for the same", () => {
    expect(
      describePolicy(policy(READ), { Version: "2012-10-17", Statement: { ...READ, Action: ["s3:GetObject"] } }),
    ).toEqual([]);
  });

  it("spells out what is left out", () => {
    const statement = { Effect: "Allow", NotAction: "iam:*", NotResource: ["a", "b"], NotPrincipal: { AWS: "x" } };
    expect(describePolicy(policy(), policy(statement))).toEqual([
      "+ Allow all but iam:* on all but a, all but b for all but AWS x",
    ]);
  });
});

describe("statementsOf", () => {
  it("copes with policies that are none", () => {
    for (const none of [undefined, 1, [], {}, { Statement: "x" }, { Statement: null }])
      expect(statementsOf(none)).toEqual([]);
    const [odd] = statementsOf({ Statement: [null, { Effect: 1, Action: [{ a: 1 }], Principal: [3] }] });
    expect(odd).toMatchObject({ effect: "Allow", actions: ['{"a":1}'], principals: ["3"] });
  });
});
