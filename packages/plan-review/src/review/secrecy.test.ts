import { htmlReview } from "../output/html/html-review";
import { markdownReview } from "../output/markdown/markdown-review";
import { sarifReview } from "../output/sarif";
import { terminalReview } from "../output/terminal";
import type { Plan } from "../plan/plan";
import { created, planOf, resource, updated } from "../testing/plans";
import type { Review } from "./model";
import { reviewPlans } from "./review-plans";

const FORMATS: Readonly<Record<string, (review: Review) => string>> = {
  terminal: (review) => terminalReview(review, { width: 10_000, colour: false }),
  markdown: (review) => markdownReview(review),
  html: (review) => htmlReview(review),
  json: (review) => JSON.stringify(review),
  sarif: sarifReview,
};

const SECRET = 'S3cr"t<&>\\v';
/** What stays of it however often it is escaped. */
const TRACE = /S3cr|UzNjc|M0Y3J0|NzY3I/;
const marked = { before_sensitive: { x: true }, after_sensitive: { x: true } };
/** Makes the secret known, so that other places are held against it. */
const KNOWN = updated("aws_thing.known", { x: "old-secret" }, { x: SECRET }, marked);

describe.each(Object.keys(FORMATS))("a sensitive value in the %s format", (format) => {
  function textOf(plan: Plan): string {
    return FORMATS[format]?.(reviewPlans([{ id: "stack", plan }])) ?? "";
  }

  it.each<[string, Plan]>([
    ["as an attribute", planOf([KNOWN])],
    ["as an attribute of something created", planOf([created("aws_thing.a", { x: SECRET, y: 1 }, marked)])],
    [
      "inside of a list",
      planOf([updated("aws_thing.a", { x: ["a"] }, { x: ["a", SECRET] }, { after_sensitive: { x: [false, true] } })]),
    ],
    [
      "inside of a JSON-encoded text",
      planOf([KNOWN, updated("aws_thing.a", { doc: "{}" }, { doc: JSON.stringify({ a: { b: `p=${SECRET}` } }) })]),
    ],
    [
      "inside of a container's environment",
      planOf([
        KNOWN,
        updated(
          "aws_thing.a",
          { container_definitions: "[]" },
          { container_definitions: JSON.stringify([{ name: "web", environment: [{ name: "X", value: SECRET }] }]) },
        ),
      ]),
    ],
    ["inside of YAML", planOf([KNOWN, updated("aws_thing.a", { y: "a: 1\nb: 2\n" }, { y: `a: 1\nb: '${SECRET}'\n` })])],
    [
      "in base64",
      planOf([KNOWN, updated("aws_thing.a", { user_data: "" }, { user_data: Buffer.from(SECRET).toString("base64") })]),
    ],
    [
      "in the principal of a policy",
      planOf([
        KNOWN,
        updated(
          "aws_iam_role.a",
          { p: '{"Statement":[]}' },
          { p: JSON.stringify({ Statement: [{ Effect: "Allow", Action: `${SECRET}:*`, Principal: SECRET }] }) },
        ),
      ]),
    ],
    [
      "in a security group",
      planOf([
        KNOWN,
        created("aws_security_group_rule.a", { type: "ingress", cidr_blocks: [SECRET], from_port: 1, to_port: 1 }),
      ]),
    ],
    [
      "in the message of a check",
      planOf([KNOWN], {
        checks: [
          {
            address: { to_display: "check.a" },
            status: "fail",
            instances: [{ problems: [{ message: `got ${SECRET}` }] }],
          },
        ],
      }),
    ],
    [
      "in an output",
      planOf([KNOWN], {
        output_changes: { o: { actions: ["create"], before: null, after: { a: SECRET }, after_sensitive: true } },
      }),
    ],
    [
      "in an output that is not marked",
      planOf([KNOWN], { output_changes: { o: { actions: ["create"], before: null, after: `x ${SECRET}` } } }),
    ],
    [
      "in a variable",
      planOf([created("aws_thing.a", { y: SECRET })], {
        variables: { v: { value: SECRET } },
        configuration: { root_module: { variables: { v: { sensitive: true } } } },
      }),
    ],
    [
      "in the state before",
      planOf([created("aws_thing.a", { y: SECRET })], {
        prior_state: {
          values: {
            root_module: { resources: [{ mode: "data", values: { v: SECRET }, sensitive_values: { v: true } }] },
          },
        },
      }),
    ],
    [
      "in the index of an address",
      planOf([
        KNOWN,
        resource(`aws_thing.a[${JSON.stringify(SECRET)}]`, { actions: ["delete"], before: {}, after: null }),
      ]),
    ],
    [
      "in the address before a move",
      planOf([
        KNOWN,
        resource("aws_thing.a", { actions: ["no-op"] }, { previous_address: `aws_thing.a[${JSON.stringify(SECRET)}]` }),
      ]),
    ],
    [
      "in the id of an import",
      planOf([KNOWN, resource("aws_thing.a", { actions: ["no-op"], importing: { id: SECRET } })]),
    ],
    ["in the name of a member", planOf([KNOWN, updated("aws_thing.a", { tags: {} }, { tags: { [SECRET]: "x" } })])],
    ["in drift", planOf([KNOWN], { resource_drift: [updated("aws_thing.a", { a: SECRET, b: 1 }, { a: "x", b: 2 })] })],
    [
      "in a reader of an output",
      planOf([KNOWN], {
        output_changes: { o: { actions: ["create"], after: 1 } },
        configuration: {
          root_module: {
            resources: [
              {
                address: `aws_thing.a[${JSON.stringify(SECRET)}]`,
                expressions: { x: { references: ["data.terraform_remote_state.stack.outputs.o"] } },
              },
            ],
          },
        },
      }),
    ],
    [
      "that only the name of the attribute tells",
      planOf([updated("aws_db_instance.a", { password: "old" }, { password: SECRET })], { format_version: "0.1" }),
    ],
    ["that only the type tells", planOf([created("random_password.a", { result: SECRET })], { format_version: "0.1" })],
  ])("is not shown %s", (_, plan) => {
    expect(textOf(plan)).not.toMatch(TRACE);
  });

  it.each([["ab"], [4711], [true], [["q"]], [{ k: "q" }]])("is not shown when it is %j", (value) => {
    const shown = textOf(planOf([updated("aws_thing.a", { x: "zzz-before" }, { x: value }, marked)]));
    expect(shown).not.toContain(`→ ${JSON.stringify(value)}`);
    expect(shown).not.toContain("zzz-before");
    if (format !== "sarif") expect(shown).toMatch(/\(sensitive\)|"sensitive":true/);
  });
});

describe("reviewPlans", () => {
  it("hides what is secret in one stack from the review of another", () => {
    const stacks = [
      { id: "one", plan: planOf([updated("aws_thing.a", { y: "" }, { y: `x ${SECRET}` })]) },
      { id: "two", plan: planOf([KNOWN]) },
    ];
    expect(JSON.stringify(reviewPlans(stacks))).not.toMatch(TRACE);
  });

  it("finds risks also where a secret blackens the words that tell of them", () => {
    const plan = planOf([
      updated("aws_lb.a", { enable_deletion_protection: true }, { enable_deletion_protection: false }),
      created("aws_thing.s", { x: "enable_deletion_protection" }, { after_sensitive: { x: true } }),
    ]);
    const [stack] = reviewPlans([{ id: "stack", plan }]).stacks;
    expect(stack?.resources[0]?.findings[0]?.rule).toBe("protection-off");
  });
});
