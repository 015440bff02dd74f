import type { ResourceChange } from "../plan-json/plan";
import type { Action, Counts, ResourceReview, TerraformSummary } from "./model";
import { ACTIONS } from "./model";

/** What Terraform will do with a resource, in one word. */
export function actionOf({ change, previous_address: previous, address }: ResourceChange): Action {
  const actions = change?.actions ?? [];
  if (actions.includes("create") && (actions.includes("delete") || actions.includes("forget"))) return "replace";
  const [only = "no-op"] = actions;
  if (only === "no-op") {
    if (change?.importing) return "import";
    return previous !== undefined && previous !== address ? "move" : "no-op";
  }
  return ACTIONS.includes(only as Action) ? (only as Action) : "update";
}

export function orderOf({ change }: ResourceChange): ResourceReview["order"] {
  const actions = change?.actions ?? [];
  if (!actions.includes("create") || actions.length < 2) return undefined;
  return actions[0] === "create" ? "create before delete" : "delete before create";
}

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "an earlier apply left it broken (tainted)",
  replace_because_cannot_update: "the provider cannot change this in place",
  replace_by_request: "its replacement was asked for (-replace)",
  replace_by_triggers: "something it is replaced with changes (replace_triggered_by)",
  delete_because_no_resource_config: "it is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_wrong_repetition: "its count or for_each changed kind",
  delete_because_count_index: "its index is beyond count",
  delete_because_each_key: "its key is no longer in for_each",
  delete_because_no_move_target: "it was moved to an address that does not exist",
  read_because_config_unknown: "what it looks up is not known yet",
  read_because_dependency_pending: "something it depends on changes first",
  read_because_check_nested: "a check reads it",
};

export function reasonOf({ action_reason: reason }: ResourceChange): string | undefined {
  return reason === undefined ? undefined : (REASONS[reason] ?? reason.replaceAll("_", " "));
}

export function count(changes: readonly ResourceChange[]): {
  readonly counts: Counts;
  readonly summary: TerraformSummary;
} {
  const counts = Object.fromEntries(ACTIONS.map((action) => [action, 0])) as Record<Action, number>;
  const summary = { add: 0, change: 0, destroy: 0, import: 0 };
  for (const resource of changes) {
    counts[actionOf(resource)] += 1;
    if (resource.mode === "data") continue;
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
