import type { Plan } from "../plan/plan";
import { created, planOf, updated } from "../testing/plans";
import { hidePlan } from "./hide-plan";
import { Secrets } from "./secrets";

const SECRET = "hunter2-correct";

function knows(plan: Partial<Plan>): boolean {
  const secrets = new Secrets();
  hidePlan(planOf([], plan), secrets);
  return secrets.mask(SECRET) !== SECRET;
}

describe("hidePlan", () => {
  const variables = { x: { value: SECRET } };
  const values = { secret_thing: SECRET };
  const sensitive_values = { secret_thing: true };

  it.each<[string, Partial<Plan>]>([
    ["a variable", { variables, configuration: { root_module: { variables: { x: { sensitive: true } } } } }],
    ["a variable that is called so", { variables: { db_password: { value: SECRET } } }],
    [
      "an output of the state before",
      { prior_state: { values: { outputs: { x: { sensitive: true, value: [SECRET] } } } } },
    ],
    ["a planned output", { planned_values: { outputs: { x: { sensitive: true, value: SECRET } } } }],
    ["the state before", { prior_state: { values: { root_module: { resources: [{ values, sensitive_values }] } } } }],
    [
      "a data source in a module",
      {
        prior_state: {
          values: {
            root_module: {
              child_modules: [{ resources: [{ type: "aws_ssm_parameter", mode: "data", values: { value: SECRET } }] }],
            },
          },
        },
      },
    ],
    ["drift", { resource_drift: [updated("a.b", { x: SECRET }, {}, { before_sensitive: { x: true } })] }],
    ["what is deferred", { deferred_changes: [{ resource_change: created("a.b", { password: SECRET }) }] }],
    ["a change of an output", { output_changes: { x: { actions: ["create"], after: SECRET, after_sensitive: true } } }],
    ["an output that is called so", { output_changes: { db_password: { actions: ["create"], after: SECRET } } }],
  ])("learns the secret in %s", (_, plan) => {
    expect(knows(plan)).toBe(true);
  });

  it("takes nothing for a secret that is not marked", () => {
    expect(
      knows({ variables, output_changes: { x: { actions: ["create"], after: SECRET, after_sensitive: false } } }),
    ).toBe(false);
  });

  it("hides on both sides what is marked on one: the old value may not have been marked yet", () => {
    const plan = hidePlan(
      planOf([updated("a.b", { x: "old" }, { x: "new" }, { after_sensitive: { x: true } })]),
      new Secrets(),
    );
    expect(JSON.stringify(plan.resource_changes)).not.toContain('"old"');
  });

  it("hides an output as a whole", () => {
    const change = { actions: ["update"], before: { a: 1 }, after: { a: 2 } };
    const configuration = { root_module: { outputs: { x: { sensitive: true } } } };
    const plan = hidePlan(planOf([], { output_changes: { x: change }, configuration }), new Secrets());
    expect(JSON.parse(JSON.stringify(plan.output_changes))).toEqual({
      x: { actions: ["update"], before: "(sensitive)", after: "(sensitive)", after_sensitive: true },
    });
  });
});
