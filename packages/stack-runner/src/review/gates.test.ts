import { type GatePolicy, type PlannedStack, parsePlan } from "@app/plan-review";
import type { Session } from "../commands/session";
import { gatesOfNext } from "./gates";

/** A plan that creates so many load balancers, some 16 USD a month each. */
function planned(id: string, count: number): PlannedStack {
  const resource_changes = Array.from({ length: count }, (_, index) => ({
    address: `aws_lb.l${index}`,
    mode: "managed",
    type: "aws_lb",
    name: `l${index}`,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions: ["create"],
      before: null,
      after: { name: "l" },
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: {},
    },
  }));
  return { id, plan: parsePlan(JSON.stringify({ format_version: "1.2", resource_changes }), id) };
}

function session(policy: GatePolicy): Pick<Session, "project" | "environment"> {
  return { project: { gates: () => policy } as unknown as Session["project"], environment: "local" };
}

it("holds a limit of cost against the whole deploy, however it is cut into stacks", () => {
  const gated = session({ approvalFromMonthlyUsd: 50 });
  const before: PlannedStack[] = [];

  expect(gatesOfNext(gated, before, planned("app-a", 2)).needsApproval).toEqual([]);
  expect(gatesOfNext(gated, before, planned("app-b", 2)).needsApproval).toEqual([
    expect.objectContaining({ rule: "approvalFromMonthlyUsd", resource: "every stack" }),
  ]);
});

it("says what it finds of a stack once, at that stack", () => {
  const gated = session({ requireApproval: ["cost"] });
  const before: PlannedStack[] = [];
  const resources = (id: string) =>
    gatesOfNext(gated, before, planned(id, 1)).needsApproval.map(({ resource }) => resource);

  expect(resources("app-a")).toEqual(["app-a: aws_lb.l0"]);
  expect(resources("app-b")).toEqual(["app-b: aws_lb.l0"]);
});
