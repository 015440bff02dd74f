import { reviewPlans } from "../review/review-plans";
import { created, deleted, planOf, replaced, resource, reviewOf, updated } from "../testing/plans";
import { columnsOf } from "./columns";
import { terminalReview } from "./terminal";

const PLAIN = { width: 100, colour: false };

describe("terminalReview", () => {
  it("tells the top line, then every stack with its riskiest changes first", () => {
    const review = reviewOf([
      created("aws_iam_role.a", { name: "x" }),
      updated("aws_ecs_service.s", { desired_count: 1 }, { desired_count: 2 }),
      replaced("aws_lb_target_group.t", { port: 80 }, { port: 8080 }, { replace_paths: [["port"]] }),
    ]);
    expect(terminalReview(review, PLAIN)).toBe(`2 to add, 1 to change, 1 to destroy · worst: outage

stack  2 to add, 1 to change, 1 to destroy
  ± aws_lb_target_group.t
      outage: aws_lb_target_group is replaced: requests run through it
      delete before create
      port (forces replacement): 80 → 8080
  ~ aws_ecs_service.s
      change: changed in place
      desired_count: 1 → 2
  + aws_iam_role.a
`);
  });

  it("tells many of the same at once, with the names of all", () => {
    const databases = Array.from({ length: 100 }, (_, index) => deleted(`aws_db_instance.d${index}`, {}));
    const roles = Array.from({ length: 4 }, (_, index) => created(`aws_iam_role.r${index}`, {}));
    const lines = terminalReview(reviewOf([...roles, ...databases]), PLAIN).split("\n");
    expect(lines.slice(3, 5)).toEqual([
      "  - 100 aws_db_instance",
      "      data loss: aws_db_instance is deleted: what it holds is lost",
    ]);
    for (const { address } of databases) expect(lines.join(" ")).toContain(` ${address}`);
    expect(lines.slice(-5, -2)).toEqual([
      "  + 4 aws_iam_role",
      "      aws_iam_role.r0, aws_iam_role.r1, aws_iam_role.r2, aws_iam_role.r3",
      "",
    ]);
  });

  it("tells drift, outputs with their readers, checks, caveats and what is waited for", () => {
    const plan = planOf([], {
      errored: true,
      checks: [{ address: { to_display: "check.c" }, status: "fail" }],
      resource_drift: [updated("aws_vpc.v", { name: "a" }, { name: "b" }), deleted("aws_vpc.w", {})],
      output_changes: { vpc_id: { actions: ["update"], before: "a", after_unknown: true } },
    });
    const reads = { references: ["data.terraform_remote_state.network.outputs.vpc_id"] };
    const reader = planOf([], {
      configuration: { root_module: { resources: [{ address: "aws_lb.l", expressions: { v: reads } }] } },
    });
    const text = terminalReview(
      reviewPlans([
        { id: "network", plan },
        { id: "edge", plan: reader, waitsFor: ["network"] },
      ]),
      PLAIN,
    );
    expect(text.split("\n").slice(2)).toEqual([
      "network  0 to add, 0 to change, 0 to destroy",
      "  ! the plan ended with an error: it shows only a part and cannot be applied",
      "  ! check.c: failed",
      "  ≠ aws_vpc.v differs from what was applied",
      '      name: "a" → "b"',
      "  ≠ aws_vpc.w differs from what was applied",
      "      was deleted outside of Terraform",
      '  ~ output vpc_id: "a" → (known after apply)',
      "      read by edge: aws_lb.l",
      "",
      "edge  0 to add, 0 to change, 0 to destroy",
      "  … waits for network; it is planned again once they are applied",
      "",
    ]);
  });

  it("says of a stack that nothing changes in it", () => {
    expect(terminalReview(reviewOf([]), PLAIN)).toBe("no changes\n\nstack  no changes\n");
  });

  it.each([40, 80, 200])("keeps to %i columns, and cuts no risk short", (width) => {
    const policy = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: ["dynamodb:DeleteTable", "s3:PutObject", "ecs:*"], Resource: "*" }],
    });
    const review = reviewOf([
      updated(
        "aws_iam_policy.a",
        { policy: '{"Statement":[]}', name: "日本".repeat(60) },
        { policy, name: "x".repeat(500) },
      ),
    ]);
    const text = terminalReview(review, { width, colour: false });
    for (const line of text.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    expect(text.replace(/\s+/g, " ")).toContain(
      "access: allows dynamodb:DeleteTable, ecs:*, s3:PutObject on every resource ",
    );
  });

  it("shows the attribute that forces a replacement also where there are many", () => {
    const values = (last: number) => ({
      ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`a${index}`, last])),
      zone: last,
    });
    const text = terminalReview(
      reviewOf([replaced("aws_thing.a", values(1), values(2), { replace_paths: [["zone"]] })]),
      PLAIN,
    );
    expect(text).toContain("      zone (forces replacement): 1 → 2\n");
    expect(text).toContain("      … and 9 more attributes\n");
  });

  it("colours only where it may", () => {
    const review = reviewOf([deleted("aws_dynamodb_table.t", {})]);
    expect(terminalReview(review, { width: 100, colour: true })).toContain(
      "\u001b[31m- aws_dynamodb_table.t\u001b[39m",
    );
    expect(terminalReview(review, PLAIN)).not.toContain("\u001b");
  });

  it("lets no name and no value write to the terminal", () => {
    const evil = "x\u001b[2J\u0007\r\n  + aws_fake.a\u202e";
    const review = reviewPlans([
      {
        id: evil,
        plan: planOf(
          [resource(`aws_thing.a["${evil}"]`, { actions: ["update"], before: { [evil]: evil }, after: { [evil]: 1 } })],
          {
            output_changes: { [evil]: { actions: ["create"], after: evil } },
            checks: [{ status: "fail", instances: [{ problems: [{ message: evil }] }] }],
          },
        ),
      },
    ]);
    const text = terminalReview(review, PLAIN);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(text).not.toMatch(/^ {2}\+ aws_fake/m);
  });
});
