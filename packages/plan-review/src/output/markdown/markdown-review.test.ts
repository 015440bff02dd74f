import type { ResourceChange } from "../../plan/plan";
import { reviewPlans } from "../../review/review-plans";
import { deleted, planOf, replaced, resource, reviewOf, updated } from "../../testing/plans";
import { markdownReview } from "./markdown-review";

const COMMENT = 65_536;

function many(count: number, make: (index: number) => ResourceChange): ResourceChange[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe("markdownReview", () => {
  it("tells the top line, a table of what is risky, and every stack", () => {
    const review = reviewOf([
      updated("aws_ecs_service.s", { desired_count: 1 }, { desired_count: 2 }),
      replaced("aws_lb_target_group.t", { port: 80 }, { port: 8080 }, { replace_paths: [["port"]] }),
    ]);
    expect(markdownReview(review)).toBe(`### 1 to add, 1 to change, 1 to destroy · worst: outage

| risk | stack | resource | why |
| --- | --- | --- | --- |
| outage | stack | \`aws_lb_target_group.t\` | aws\\_lb\\_target\\_group is replaced: requests run through it |

<details open><summary><b>stack</b>: 1 to add, 1 to change, 1 to destroy</summary>

- \`±\` \`aws_lb_target_group.t\`: aws\\_lb\\_target\\_group is replaced: requests run through it; delete before create
  - \`port\`: \`80 → 8080\` **forces replacement**
- \`~\` \`aws_ecs_service.s\`: changed in place
  - \`desired_count\`: \`1 → 2\`

</details>
`);
  });

  it("tells drift, outputs with readers, checks, caveats, details of documents and what is waited for", () => {
    const plan = planOf(
      [
        updated(
          "aws_iam_policy.p",
          { policy: '{"Statement":[]}' },
          { policy: '{"Statement":[{"Effect":"Deny","Action":"*"}]}' },
        ),
      ],
      {
        complete: false,
        checks: [{ address: { to_display: "check.c" }, status: "fail" }],
        resource_drift: [deleted("aws_vpc.v", {})],
        output_changes: { id: { actions: ["create"], after: "x" } },
      },
    );
    const reads = { references: ["data.terraform_remote_state.one.outputs.id"] };
    const reader = planOf([], {
      configuration: {
        root_module: {
          resources: many(12, (index) => resource(`a.b${index}`, {})).map(({ address }) => ({
            address,
            expressions: { x: reads },
          })),
        },
      },
    });
    const text = markdownReview(
      reviewPlans([
        { id: "one", plan },
        { id: "two", plan: reader, waitsFor: ["one"] },
      ]),
    );
    for (const line of [
      "- ⚠️ the plan is incomplete: another one is needed after it was applied",
      "- ⚠️ check.c: failed",
      "    - `+ Deny *`",
      "- ≠ `aws_vpc.v` was deleted outside of Terraform",
      "- waits for one; it is planned again once they are applied",
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text).toMatch(/^- `\+` output `id`: `"x"`, read by `two: a\.b0`, .*`two: a\.b9`, 2 more$/m);
  });

  it("tells many of the same at once, with the names of as many as fit", () => {
    const text = markdownReview(reviewOf(many(100, (index) => deleted(`aws_db_instance.d${index}`, {}))));
    const lines = text.split("\n");
    expect(lines).toContain(
      "| data loss | stack | 100 `aws_db_instance`, first `aws_db_instance.d0` | aws\\_db\\_instance is deleted: what it holds is lost |",
    );
    expect(lines).toContain("- `-` 100 `aws_db_instance`: aws\\_db\\_instance is deleted: what it holds is lost");
    for (let index = 0; index < 100; index++) expect(text).toContain(`\`aws_db_instance.d${index}\``);
  });

  it("fills the room it has also where not all that is risky fits", () => {
    const policy = (action: string) => ({
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: action }] }),
    });
    const text = markdownReview(
      reviewOf([
        ...many(300, (index) => updated(`aws_iam_policy.p${index}`, policy("s3:GetObject"), policy(`s${index}:*`))),
        ...many(1_700, (index) => updated(`aws_sqs_queue.q${index}`, { delay: index }, { delay: index + 1 })),
      ]),
    );
    expect(text.length).toBeLessThanOrEqual(COMMENT);
    expect(text.length).toBeGreaterThan(COMMENT * 0.9);
    expect(text).toContain("`aws_iam_policy.p299`");
  });

  it("fits a comment by folding what matters least, and says what", () => {
    const text = markdownReview(
      reviewOf([
        ...many(800, (index) =>
          updated(`aws_thing.t${index}`, { a: "x".repeat(100), b: 1 }, { a: "y".repeat(100), b: 2 }),
        ),
        ...many(10, (index) => deleted(`aws_dynamodb_table.d${index}`, {})),
        updated("aws_lb.l", { enable_deletion_protection: true }, { enable_deletion_protection: false }),
      ]),
    );
    expect(text.length).toBeLessThanOrEqual(COMMENT);
    expect(text.length).toBeGreaterThan(COMMENT * 0.9);
    for (const risky of [
      ...many(10, (index) => deleted(`aws_dynamodb_table.d${index}`, {})),
      { address: "aws_lb.l" },
    ]) {
      expect(text).toContain(`\`${risky.address}\``);
    }
    expect(text).toContain("`enable_deletion_protection`: `true → false`");
    expect(text).toMatch(/_Folded to fit: \d+ lists of attributes\. The HTML review has everything\._\n$/);
  });

  it("folds lists of attributes first, then changes without risk, cosmetic ones before others", () => {
    const text = markdownReview(
      reviewOf([
        ...many(1_000, (index) => updated(`aws_thing.tags${index}`, { tags: { a: "1" } }, { tags: { a: "2" } })),
        ...many(600, (index) => updated(`aws_thing.plain${index}`, { a: 1 }, { a: 2 })),
        deleted("aws_dynamodb_table.d", {}),
      ]),
    );
    expect(text.length).toBeLessThanOrEqual(COMMENT);
    expect(text).toContain("`aws_thing.plain599`");
    expect(text).not.toContain("`aws_thing.tags999`");
    expect(text).toMatch(/_Folded to fit: \d+ lists of attributes, \d+ changes without risk\./);
  });

  it("drops nothing risky where there is too much of it, but counts it by rule and stack", () => {
    const plan = planOf(
      [...many(5_000, (index) => deleted(`aws_dynamodb_table.d${index}`, {})), deleted("aws_lb.l", {})],
      { errored: true },
    );
    const text = markdownReview(
      reviewPlans([
        { id: "one", plan },
        { id: "two", plan: planOf([deleted("aws_dynamodb_table.x", {})]) },
      ]),
    );
    expect(text.length).toBeLessThanOrEqual(COMMENT);
    expect(text).toContain(
      "| data loss | one | 5000, first `aws_dynamodb_table.d0` | Something that holds data is deleted. |",
    );
    expect(text).toContain("| data loss | two | `aws_dynamodb_table.x` | Something that holds data is deleted. |");
    expect(text).toContain("| outage | one | `aws_lb.l` | Something that requests run through is deleted. |");
    expect(text).toContain("- ⚠️ one: the plan ended with an error");
    expect(text.length).toBeGreaterThan(COMMENT * 0.9);
    expect(text).toContain("- `-` one `aws_dynamodb_table.d0`: ");
    expect(text).toMatch(
      /_Folded to fit: every change is counted above, the first \d+ of 5002 that are risky are listed\./,
    );
  });

  it("counts by rule alone where there are too many stacks", () => {
    const stacks = many(2_000, (index) => deleted(`aws_dynamodb_table.d${index}`, {})).map((change, index) => ({
      id: `stack-${index}`,
      plan: planOf([change]),
    }));
    const text = markdownReview(reviewPlans(stacks));
    expect(text.length).toBeLessThanOrEqual(COMMENT);
    expect(text).toContain("| data loss | all | 2000, first `aws_dynamodb_table.d0` |");
  });

  it("keeps to a length that is shorter still", () => {
    const review = reviewOf(many(500, (index) => deleted(`aws_dynamodb_table.d${index}`, {})));
    for (const longest of [600, 1_000, 5_000])
      expect(markdownReview(review, { longest }).length).toBeLessThanOrEqual(longest);
  });

  it("says above everything else what a policy forbids, and what it wants approved", () => {
    const gates = {
      forbidden: [{ rule: "stateful-delete", resource: "data: a.b", message: "what it holds is lost" }],
      needsApproval: [{ rule: "cost", resource: "every stack", message: "+$60.00 a month" }],
    };
    const text = markdownReview(reviewPlans([{ id: "data", plan: { format_version: "1.2", resource_changes: [] } }]), {
      gates,
    });
    expect(text.split("\n").slice(1, 4)).toEqual([
      "",
      "- ⛔ **forbidden** (`stateful-delete`) data: a.b: what it holds is lost",
      "- ✋ **needs an approval** (`cost`) every stack: +$60.00 a month",
    ]);
  });

  it("stays one document whatever names and values hold", () => {
    const evil = "x`|</details>\n\n<script>alert(1)</script> @team [a](b) ```";
    const plan = planOf(
      [
        resource(`aws_dynamodb_table.a["${evil}"]`, {
          actions: ["delete", "create"],
          before: { [evil]: evil },
          after: { [evil]: "y" },
        }),
      ],
      {
        output_changes: { [evil]: { actions: ["create"], after: evil } },
        checks: [{ status: "fail", instances: [{ problems: [{ message: evil }] }] }],
      },
    );
    const text = markdownReview(reviewPlans([{ id: evil, plan }]));
    const outsideOfCode = text.replaceAll("\\`", "").replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");
    expect(outsideOfCode).toContain("script");
    expect(outsideOfCode).not.toMatch(/<script|[^\\]\[a|@team/);
    expect(outsideOfCode.match(/<\/details>/g)).toHaveLength(1);
    // Four cells: every other bar is escaped.
    const row = text.split("\n").find((line) => line.startsWith("| data loss")) ?? "";
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(6);
  });
});
