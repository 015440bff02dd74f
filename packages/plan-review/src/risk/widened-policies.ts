import type { ResourceChange } from "../plan-json/plan";
import { decode } from "../understanding/documents";
import { type Statement, statementsOf } from "../understanding/policy";

/** What the policies of a resource allow after a change that they did not before, where that is a lot. */
export function widenedPolicies({ change }: ResourceChange): string[] {
  const after = policiesIn(change?.after);
  const before = policiesIn(change?.before);
  return [
    ...new Set(
      after.flatMap((statement) => (before.some((old) => same(old, statement)) ? [] : widening(statement, before))),
    ),
  ];
}

function widening(statement: Statement, before: readonly Statement[]): string[] {
  if (statement.effect !== "Allow") return [];
  const reasons: string[] = [];
  const known = (kind: "actions" | "resources" | "principals", value: string) =>
    before.some((old) => old.effect === "Allow" && old[kind].includes(value));
  for (const action of statement.actions) {
    if ((action === "*" || action.endsWith(":*")) && !known("actions", action)) reasons.push(`allows ${action}`);
  }
  for (const resource of statement.resources) {
    if (resource === "*" && !known("resources", resource))
      reasons.push(`allows ${statement.actions.join(", ")} on every resource`);
  }
  for (const principal of statement.principals) {
    if (before.length > 0 && !known("principals", principal)) reasons.push(`trusts a new principal: ${principal}`);
    else if (/(^|AWS )\*$/.test(principal) && !known("principals", principal)) reasons.push("trusts everybody (*)");
  }
  return reasons;
}

function policiesIn(values: unknown): Statement[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.values(values).flatMap((value) => {
    if (typeof value === "string") return statementsOf(decode(value));
    return Array.isArray(value) ? value.flatMap(policiesIn) : [];
  });
}

function same(a: Statement, b: Statement): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
