import { INVOKE } from "./invocations";
import type { ResourceChange } from "./plan";

/** What happens to a resource. `replace` deletes and creates. */
export type Action =
  | "create"
  | "update"
  | "replace"
  | "delete"
  | "read"
  | "move"
  | "import"
  | "forget"
  | "invoke"
  | "no-op";

export const ACTIONS: readonly Action[] = [
  "create",
  "update",
  "replace",
  "delete",
  "read",
  "move",
  "import",
  "forget",
  "invoke",
  "no-op",
];

/** Terraform's words for what it does with one object. `open` is OpenTofu's, for what lives only while it runs. */
const PLAIN: Readonly<Record<string, Action>> = {
  create: "create",
  update: "update",
  delete: "delete",
  read: "read",
  open: "read",
  forget: "forget",
  [INVOKE]: "invoke",
};

/** What Terraform will do with a resource, in one word. */
export function actionOf({ change, previous_address: previous, address }: ResourceChange): Action {
  const actions = change?.actions ?? [];
  if (actions.includes("create") && (actions.includes("delete") || actions.includes("forget"))) return "replace";
  const changes = actions.filter((action) => action !== "no-op");
  if (changes.length === 0) {
    if (change?.importing) return "import";
    return previous !== undefined && previous !== address ? "move" : "no-op";
  }
  const [first = ""] = changes;
  return Object.hasOwn(PLAIN, first) ? (PLAIN[first] ?? "update") : "update";
}

/** Actions of a later Terraform, which count as an update here. */
export function unknownActions({ change }: ResourceChange): string[] {
  return (change?.actions ?? []).filter((action) => action !== "no-op" && !Object.hasOwn(PLAIN, action));
}

/** Which of the two comes first in a replacement. */
export type ReplacementOrder =
  | "create before delete"
  | "delete before create"
  | "created anew, the old one stays and is forgotten";

export function orderOf(resource: ResourceChange): ReplacementOrder | undefined {
  if (actionOf(resource) !== "replace") return undefined;
  // OpenTofu creates another one, and deletes nothing.
  if (resource.change?.actions?.includes("forget")) return "created anew, the old one stays and is forgotten";
  return resource.change?.actions?.[0] === "create" ? "create before delete" : "delete before create";
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
  if (reason === undefined) return undefined;
  return Object.hasOwn(REASONS, reason) ? REASONS[reason] : reason.replaceAll("_", " ");
}

/** Terraform says nothing of a data source that leaves the state. */
export function isShown({ mode, change }: ResourceChange): boolean {
  return mode !== "data" || String(change?.actions) !== "delete";
}
