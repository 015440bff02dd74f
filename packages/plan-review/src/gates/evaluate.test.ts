import { created, deleted, reviewOf, updated } from "../testing/plans";
import { evaluateGates } from "./evaluate";
import type { GatePolicy } from "./policy";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const MINUTE = 60_000;
const rule = (values: object) =>
  created("aws_security_group_rule.a", { type: "ingress", protocol: "tcp", cidr_blocks: ["0.0.0.0/0"], ...values });
const REVIEW = reviewOf([
  deleted("aws_dynamodb_table.t", {}),
  created("aws_nat_gateway.n", {}),
  updated("aws_lb.l", { enable_deletion_protection: true }, { enable_deletion_protection: false }),
]);

function gates(policy: GatePolicy, review = REVIEW, plannedAt = NOW) {
  return evaluateGates(review, policy, { plannedAt, now: NOW });
}

describe("evaluateGates", () => {
  it("lets everything through that no gate stands before", () => {
    expect(gates({})).toEqual({ forbidden: [], needsApproval: [] });
  });

  it.each(["stateful-delete", "data loss"])("forbids by %s, and names the rule and the resource", (name) => {
    expect(gates({ forbid: [name] }).forbidden).toEqual([
      {
        rule: "stateful-delete",
        resource: "stack: aws_dynamodb_table.t",
        message: "aws_dynamodb_table is deleted: what it holds is lost",
      },
    ]);
  });

  it.each(["protection-off", "access"])("asks for an approval by %s", (name) => {
    const { forbidden, needsApproval } = gates({ requireApproval: [name] });
    expect(forbidden).toEqual([]);
    expect(needsApproval.map(({ rule: found, resource }) => [found, resource])).toEqual([
      ["protection-off", "stack: aws_lb.l"],
    ]);
  });

  it.each([
    ["a port that is allowed", { from_port: 443, to_port: 443 }, 0],
    ["a port that is not", { from_port: 22, to_port: 22 }, 1],
    ["a port that begins like one that is allowed", { from_port: 4430, to_port: 4430 }, 1],
    ["a range around one that is allowed", { from_port: 443, to_port: 444 }, 1],
    ["all ports", { protocol: "-1", from_port: 0, to_port: 0 }, 1],
    ["what has no port", { protocol: "icmp", from_port: 8, to_port: 0 }, 1],
    ["a port that is opened to few", { from_port: 22, to_port: 22, cidr_blocks: ["10.0.0.0/8"] }, 0],
  ])("judges %s opened to everybody", (_, values, violations) => {
    const { forbidden } = gates({ publicPorts: [80, 443] }, reviewOf([rule(values)]));
    expect(forbidden.map(({ rule: found }) => found)).toEqual(Array(violations).fill("publicPorts"));
  });

  it("allows no port where none is listed, and any where no list is", () => {
    const review = reviewOf([rule({ from_port: 443, to_port: 443 })]);
    expect(gates({ publicPorts: [] }, review).forbidden).toHaveLength(1);
    expect(gates({}, review).forbidden).toEqual([]);
  });

  it("refuses a plan that is too old, or of no age", () => {
    const policy = { oldestPlanMinutes: 60 };
    expect(gates(policy, REVIEW, NOW - 60 * MINUTE).forbidden).toEqual([]);
    expect(gates(policy, REVIEW, NOW - 61 * MINUTE).forbidden).toEqual([
      {
        rule: "oldestPlanMinutes",
        resource: "every stack",
        message: "planned 61 minutes ago, at most 60 are allowed: plan again",
      },
    ]);
    expect(gates(policy, REVIEW, Number.NaN).forbidden).toHaveLength(1);
  });

  it("asks for an approval from a cost on", () => {
    expect(gates({ approvalFromMonthlyUsd: 33 }).needsApproval).toEqual([]);
    expect(gates({ approvalFromMonthlyUsd: 32 }).needsApproval).toEqual([
      {
        rule: "approvalFromMonthlyUsd",
        resource: "every stack",
        message:
          "+$32.85 a month. Approximate, with figures of us-east-1: a region that the plan does not tell (NAT gateway).",
      },
    ]);
  });

  it("refuses a policy that speaks of what does not exist instead of standing open", () => {
    expect(() => gates({ forbid: ["statefull-delete"] })).toThrow(/"statefull-delete" is neither a level nor a rule/);
  });
});
