import type { Change, Plan, ResourceChange, StateModule, StateValues } from "../plan/plan";
import { containsTrue, isContainer, member } from "../plan/value";
import { isSecretName, secretAttributes } from "./secret-names";
import type { Secrets } from "./secrets";

/** The plan with everything hidden that is secret in what a review shows; `secrets` knows it from then on. */
export function hidePlan(plan: Plan, secrets: Secrets): Plan {
  learnVariables(plan, secrets);
  learnState(plan.planned_values, secrets);
  learnState(plan.prior_state?.values, secrets);
  const all = (changes: readonly ResourceChange[] | undefined) => changes?.map((one) => hideResource(one, secrets));
  return {
    ...plan,
    resource_changes: all(plan.resource_changes),
    resource_drift: all(plan.resource_drift),
    deferred_changes: plan.deferred_changes?.map(({ resource_change: one, ...deferred }) => ({
      ...deferred,
      resource_change: one && hideResource(one, secrets),
    })),
    output_changes: plan.output_changes && hideOutputs(plan, plan.output_changes, secrets),
  };
}

function hideResource(resource: ResourceChange, secrets: Secrets): ResourceChange {
  const { change, type = "" } = resource;
  return change ? { ...resource, change: hideChange(change, secrets, secretAttributes(type)) } : resource;
}

/** What is marked on one side is hidden on both: an old value may not have been marked yet. */
function hideChange(change: Change, secrets: Secrets, names: readonly string[]): Change {
  const marks = [change.before_sensitive, change.after_sensitive].filter(containsTrue);
  return {
    ...change,
    before: secrets.hide(change.before, marks, names),
    after: secrets.hide(change.after, marks, names),
  };
}

/** An output is sensitive as a whole. */
function hideOutputs(plan: Plan, changes: Readonly<Record<string, Change>>, secrets: Secrets): Record<string, Change> {
  const declarations = [
    plan.configuration?.root_module?.outputs,
    plan.planned_values?.outputs,
    plan.prior_state?.values?.outputs,
  ];
  return Object.fromEntries(
    Object.entries(changes).map(([name, change]) => {
      const { before, after, before_sensitive, after_sensitive } = change;
      const sensitive =
        containsTrue(before_sensitive) ||
        containsTrue(after_sensitive) ||
        declarations.some((outputs) => member(member(outputs, name), "sensitive") === true) ||
        (isSecretName(name) && [before, after].some((value) => typeof value === "string"));
      const marks = [sensitive];
      const hidden = { ...change, before: secrets.hide(before, marks), after: secrets.hide(after, marks) };
      return [name, { ...hidden, after_sensitive: sensitive }];
    }),
  );
}

function learnVariables({ variables = {}, configuration }: Plan, secrets: Secrets): void {
  const declared = configuration?.root_module?.variables;
  for (const [name, { value }] of Object.entries(variables)) {
    const isMarked = member(member(declared, name), "sensitive") === true;
    if (isMarked || (typeof value === "string" && isSecretName(name))) secrets.addLeaves(value);
  }
}

function learnState(state: StateValues | undefined, secrets: Secrets): void {
  for (const { sensitive, value } of Object.values(state?.outputs ?? {})) if (sensitive) secrets.addLeaves(value);
  if (state?.root_module) learnModule(state.root_module, secrets);
}

function learnModule({ resources = [], child_modules: children = [] }: StateModule, secrets: Secrets): void {
  for (const { values, sensitive_values: marks, type = "", mode } of resources) {
    // What is managed stands among the changes, where its names are judged.
    if (mode === "data") secrets.hide(values, [marks], secretAttributes(type));
    else learnMarked(values, marks, secrets);
  }
  for (const child of children) learnModule(child, secrets);
}

function learnMarked(value: unknown, marks: unknown, secrets: Secrets): void {
  if (marks === true) secrets.addLeaves(value);
  else if (isContainer(marks)) {
    for (const key of Object.keys(marks)) learnMarked(member(value, key), marks[key], secrets);
  }
}
