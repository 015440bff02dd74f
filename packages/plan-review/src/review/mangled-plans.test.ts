import { htmlReview } from "../output/html/html-review";
import { markdownReview } from "../output/markdown/markdown-review";
import { sarifReview } from "../output/sarif";
import { terminalReview } from "../output/terminal";
import { parsePlan } from "../plan/read-plan";
import { ReviewError } from "../review-error";
import { created, deleted, planOf, replaced, resource, updated } from "../testing/plans";
import { reviewPlans } from "./review-plans";

const ROUNDS = 1_500;
const STATEMENT = {
  Sid: "a",
  Effect: "Allow",
  Action: ["s3:*"],
  Resource: "*",
  Principal: { AWS: "*" },
  Condition: { a: 1 },
};
const CONTAINERS = (value: string) =>
  JSON.stringify([{ name: "web", image: value, environment: [{ name: "A", value }] }]);
const REFERENCES = { references: ["data.terraform_remote_state.stack.outputs.o", "aws_ecs_task_definition.t.arn"] };
const VALUES = {
  mode: "data",
  type: "aws_ssm_parameter",
  values: { value: "s3cret" },
  sensitive_values: { value: true },
};
const OUTPUT = { sensitive: true, value: "s3cret-output" };

/** A plan in which everything stands that a review reads. */
const WHOLE = planOf(
  [
    created(
      "aws_security_group.g",
      { ingress: [{ from_port: 1, to_port: 2, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }] },
      { after_unknown: { id: true, egress: [{ a: true }] } },
    ),
    updated(
      "aws_iam_role.r",
      { p: "{}", q: [{ policy: "x" }] },
      { p: JSON.stringify({ Statement: [STATEMENT] }), q: [{ policy: "y" }] },
    ),
    replaced(
      "aws_ecs_task_definition.t",
      { container_definitions: CONTAINERS("a"), cpu: "256", memory: "512" },
      { container_definitions: CONTAINERS("b"), cpu: "512", memory: "1024" },
      { replace_paths: [["cpu"], ["l", 0]] },
    ),
    updated(
      "aws_ecs_service.s",
      { desired_count: 1, task_definition: "x" },
      { desired_count: 2 },
      { before_sensitive: { x: true }, after_sensitive: { l: [true] } },
    ),
    updated(
      "aws_cloudwatch_dashboard.d",
      { dashboard_body: '{"widgets":[{}]}' },
      { dashboard_body: '{"widgets":[{"type":"x"}]}' },
    ),
    created("google_compute_firewall.f", { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["22"] }] }),
    created("aws_vpc_endpoint.e", { vpc_endpoint_type: "Interface", subnet_ids: ["a"] }),
    updated("aws_wafv2_web_acl.w", { rule: [{}] }, { rule: [{}, {}] }),
    updated("kubernetes_config_map.y", { data: { a: "x: 1\ny: [2]\n" } }, { data: { a: "x: 2\ny: {a: 1}\n" } }),
    deleted("aws_s3_bucket.b", { tags: { a: "b" }, versioning: [{ enabled: true }] }),
    resource(
      "a.m",
      { actions: ["no-op"], importing: { id: "i" } },
      { previous_address: "a.n", action_reason: "x", deposed: "d" },
    ),
  ],
  {
    variables: { v: { value: "s3cret-variable" } },
    planned_values: { outputs: { o: OUTPUT }, root_module: { resources: [VALUES] } },
    prior_state: { values: { outputs: { o: OUTPUT }, root_module: { child_modules: [{ resources: [VALUES] }] } } },
    resource_drift: [
      updated(
        "aws_security_group.g",
        { id: "sg", ingress: [] },
        { id: "sg", ingress: [{ cidr_blocks: ["10.0.0.0/8"] }] },
      ),
    ],
    deferred_changes: [{ reason: "x", resource_change: created("a.d", { a: 1 }) }],
    output_changes: {
      o: { actions: ["update"], before: "a", after: "b", after_unknown: { a: true }, after_sensitive: false },
    },
    checks: [
      {
        address: { to_display: "c" },
        status: "fail",
        instances: [{ address: { to_display: "c[0]" }, problems: [{ message: "m" }] }],
      },
    ],
    configuration: {
      root_module: {
        variables: { v: { sensitive: true } },
        outputs: { o: { sensitive: false, expression: REFERENCES } },
        resources: [{ address: "aws_ecs_service.s", expressions: { task_definition: REFERENCES } }],
        module_calls: {
          m: { expressions: REFERENCES, module: { resources: [{ address: "a.b", expressions: REFERENCES }] } },
        },
      },
    },
    errored: false,
  },
);

/** Numbers that look like chance and are the same in every run: https://en.wikipedia.org/wiki/Linear_congruential_generator */
class Chance {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  of<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)];
  }
}

const STRANGERS = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  "",
  "x",
  "__proto__",
  [],
  {},
  [null],
  { a: null },
  [[]],
  { references: 1 },
  '{"Statement":[null]}',
  "[1]",
  "a: b\nc: d\n",
];

/** Takes away, or replaces by something of any kind, what stands at one place. */
function mangle(value: unknown, chance: Chance): unknown {
  if (typeof value !== "object" || value === null || chance.below(30) === 0) return chance.of(STRANGERS);
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const key = chance.of(Object.keys(copy));
  if (key === undefined) return chance.of(STRANGERS);
  if (chance.below(15) === 0) delete copy[key];
  else copy[key] = mangle(copy[key], chance);
  return copy;
}

describe("a plan in which anything may stand anywhere", () => {
  it("is reviewed in every format, or refused, and never falls over", () => {
    const chance = new Chance(20_260_101);
    let refused = 0;
    for (let round = 0; round < ROUNDS; round++) {
      let mangled: unknown = WHOLE;
      for (let times = chance.below(3); times >= 0; times--) mangled = mangle(mangled, chance);
      const text = JSON.stringify(mangled) ?? "null";
      try {
        const review = reviewPlans([{ id: "stack", plan: parsePlan(text, "plan.json") }]);
        for (const write of [htmlReview, markdownReview, sarifReview, JSON.stringify]) write(review);
        terminalReview(review, { width: 80, colour: true });
      } catch (error) {
        if (!(error instanceof ReviewError)) throw new Error(`round ${round}: ${text}`, { cause: error });
        refused += 1;
      }
    }
    // Both happen, else nothing was tried.
    expect(refused).toBeGreaterThan(ROUNDS / 20);
    expect(refused).toBeLessThan(ROUNDS * 0.8);
  });
});
