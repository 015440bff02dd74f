import { ACTIONS, type Action, actionOf, isShown } from "../plan/action";
import type { ResourceChange } from "../plan/plan";
import type { Counts, TerraformSummary } from "./model";

/** Actions by kind, and the summary as Terraform counts it: each object that is created, changed, destroyed, imported. */
export function count(changes: readonly ResourceChange[]): {
  readonly counts: Counts;
  readonly summary: TerraformSummary;
} {
  const counts = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Record<Action, number>;
  const summary = { add: 0, change: 0, destroy: 0, import: 0 };
  for (const resource of changes.filter(isShown)) {
    counts[actionOf(resource)] += 1;
    const actions = resource.change?.actions ?? [];
    if (actions.includes("create")) summary.add += 1;
    if (actions.includes("update")) summary.change += 1;
    if (actions.includes("delete")) summary.destroy += 1;
    if (resource.change?.importing) summary.import += 1;
  }
  return { counts, summary };
}

export function total<Values extends Readonly<Record<string, number>>>(all: readonly Values[], zero: Values): Values {
  const sum: Record<string, number> = { ...zero };
  for (const values of all) for (const [name, value] of Object.entries(values)) sum[name] = (sum[name] ?? 0) + value;
  return sum as Values;
}
