import { unknownActions } from "../plan/action";
import type { Plan } from "../plan/plan";

/** What makes a plan less than whole. */
export function caveats({
  errored,
  complete,
  deferred_changes: deferred = [],
  deferred_action_invocations: later = [],
  resource_changes: changes = [],
}: Plan): string[] {
  return [
    ...(errored ? ["the plan ended with an error: it shows only a part and cannot be applied"] : []),
    ...(complete === false ? ["the plan is incomplete: another one is needed after it was applied"] : []),
    ...deferred.map(({ reason = "unknown reason", resource_change: resource }) => {
      return `${resource?.address ?? "a resource"}: deferred (${reason.replaceAll("_", " ")})`;
    }),
    ...later.map(({ reason = "unknown reason", action_invocation: action }) => {
      return `${action?.address ?? "an action"}: deferred (${reason.replaceAll("_", " ")})`;
    }),
    ...changes.flatMap((resource) => {
      if ((resource.change?.actions ?? []).length === 0)
        return [`${resource.address}: the plan does not say what happens`];
      return unknownActions(resource).map((action) => `${resource.address}: the action "${action}" is not known here`);
    }),
  ];
}

/** Checks and conditions that do not hold, with what they say. */
export function failedChecks({ checks = [] }: Plan): string[] {
  return checks
    .filter(({ status }) => status === "fail" || status === "error")
    .flatMap(({ address, status, instances = [] }) => {
      const name = address?.to_display ?? "check";
      const problems = instances.flatMap(({ address: instance, problems: list = [] }) =>
        list.map(({ message = "failed" }) => `${instance?.to_display ?? name}: ${message.replace(/\s+/g, " ").trim()}`),
      );
      return problems.length > 0 ? problems : [`${name}: ${status === "error" ? "could not be checked" : "failed"}`];
    });
}
