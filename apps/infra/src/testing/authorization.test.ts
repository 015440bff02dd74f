import { allowedActions, isAllowed, type Statement } from "./authorization";

const statements: Statement[] = [
  { Sid: "Write", Effect: "Allow", Action: ["s3:PutObject", "s3:Get*"], Resource: ["arn:aws:s3:::states/*"] },
  { Sid: "Never", Effect: "Deny", Action: ["s3:PutObject"], Resource: ["arn:aws:s3:::states/locked/*"] },
];

describe("isAllowed", () => {
  it.each<[string, string, string, boolean]>([
    ["an action on a resource that a pattern covers", "s3:PutObject", "arn:aws:s3:::states/a/b", true],
    ["an action that a pattern covers", "s3:GetObject", "arn:aws:s3:::states/a", true],
    ["an action on another resource", "s3:PutObject", "arn:aws:s3:::uploads/a", false],
    ["an action that no statement names", "s3:DeleteObject", "arn:aws:s3:::states/a", false],
    ["what another statement denies", "s3:PutObject", "arn:aws:s3:::states/locked/a", false],
    ["an action whose resource is not known, where some is allowed", "s3:PutObject", "*", true],
    ["an action whose resource is not known, where none is", "s3:DeleteObject", "*", false],
  ])("judges %s", (_, action, resource, expected) => {
    expect(isAllowed(statements, action, resource)).toBe(expected);
  });
});

describe("allowedActions", () => {
  it("leaves out what is only denied", () => {
    expect(allowedActions(statements)).toEqual(["s3:Get*", "s3:PutObject"]);
  });
});
