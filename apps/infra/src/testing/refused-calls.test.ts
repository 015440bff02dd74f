import { refusedCalls } from "./refused-calls";

const statements = [
  { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::states/*"] },
  {
    Sid: "Run",
    Effect: "Allow",
    Action: ["ecs:RunTask"],
    Resource: ["arn:aws:ecs:eu-west-1:1:task-definition/shop-*"],
  },
] as const;

describe("refusedCalls", () => {
  it("tells each call once that no statement allows, with its resource", () => {
    const calls = [
      { action: "s3:GetObject", resource: "arn:aws:s3:::states/a" },
      { action: "s3:GetObject", resource: "arn:aws:s3:::uploads/a" },
      { action: "s3:GetObject", resource: "arn:aws:s3:::uploads/a" },
      { action: "s3:PutObject", resource: "*" },
    ];
    expect(refusedCalls(statements, calls)).toEqual(["s3:GetObject on arn:aws:s3:::uploads/a", "s3:PutObject on *"]);
  });

  it("judges by the action alone where the emulator names another resource than AWS", () => {
    expect(
      refusedCalls(statements, [{ action: "ecs:RunTask", resource: "arn:aws:ecs:eu-west-1:1:cluster/shop" }]),
    ).toEqual([]);
  });
});
