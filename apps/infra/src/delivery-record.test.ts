import recorded from "../e2e/recorded/calls.json";
import { synthesized } from "./synthesized-app";
import { others } from "./testing/applications";
import { allowedActions, deliveryStatements, type Statement } from "./testing/authorization";
import { type Unrecorded, unrecordedOfDeploy, unrecordedOfPlan } from "./testing/unrecorded-actions";

const { plan, deploy } = deliveryStatements(synthesized(others.load("shipped")).files["infra-delivery"] ?? "");

const roles: [name: string, statements: readonly Statement[], called: string[], exceptions: readonly Unrecorded[]][] = [
  ["plan", plan, recorded.plan, unrecordedOfPlan],
  ["deploy", deploy, recorded.deploy, unrecordedOfDeploy],
];

/** `recorded/calls.json` is what an environment of everything called: `pnpm --filter @app/infra record-calls`. */
describe.each(roles)("the role of a %s", (_, statements, called, exceptions) => {
  const allowed = allowedActions(statements);
  const excepted = exceptions.flatMap(({ actions }) => actions);

  it("may call everything that was called", () => {
    expect(called.filter((action) => !allowed.includes(action))).toEqual([]);
  });

  it("may call nothing else, but for a reason", () => {
    expect(allowed.filter((action) => !called.includes(action) && !excepted.includes(action))).toEqual([]);
  });

  it("needs every exception", () => {
    expect(excepted.filter((action) => !allowed.includes(action) || called.includes(action))).toEqual([]);
    expect(excepted.length).toBe(new Set(excepted).size);
    for (const { reason } of exceptions) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe("what was recorded", () => {
  it("is more than a plan in a deploy, and changes nothing in a plan", () => {
    expect(recorded.plan.length).toBeGreaterThan(100);
    expect(recorded.plan.filter((action) => !/:(Describe|Get|List)/.test(action))).toEqual([]);
    const plannedOnly = recorded.plan.filter((action) => !recorded.deploy.includes(action));
    expect(plannedOnly).toEqual([]);
  });
});
