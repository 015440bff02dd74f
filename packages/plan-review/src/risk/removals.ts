import type { ResourceChange } from "../plan/plan";
import { member } from "../plan/value";
import { type Finder, type Found, found } from "./finding";
import { kindsOf } from "./resource-kinds";

/** What is lost or unreachable because something goes, and what is left unprotected because Terraform forgets it. */
export const removals: Finder = ({ resource }) => {
  const actions = resource.change?.actions ?? [];
  if (actions.includes("delete")) return gone(resource, actions.includes("create") ? "replace" : "delete");
  return actions.includes("forget") ? forgotten(resource) : [];
};

function gone(resource: ResourceChange, action: "delete" | "replace"): Found[] {
  const { type = "", deposed, change } = resource;
  const kinds = kindsOf(resource);
  const what = `${type} is ${action}d`;
  if (kinds === undefined) return [found(`unknown-${action}`, `${what}, and no rule knows it: it may lose data`)];
  const lost: Found[] = [];
  if (kinds.has("keepsData")) {
    const rest = keptSnapshot(change?.before)
      ? "what its last snapshot does not hold is lost"
      : "what it holds is lost";
    lost.push(found(`stateful-${action}`, `${what}: ${rest}`));
  }
  // Another object has taken the place of one that is deposed.
  if (kinds.has("carriesTraffic") && deposed === undefined) {
    lost.push(found(`path-${action}`, `${what}: requests run through it`));
  }
  return lost;
}

/** What the provider itself does with the data before it deletes. */
function keptSnapshot(values: unknown): boolean {
  return (
    member(values, "skip_final_snapshot") === false || typeof member(values, "final_snapshot_identifier") === "string"
  );
}

/** What is forgotten stays, and no configuration protects it any more. */
function forgotten(resource: ResourceChange): Found[] {
  if (resource.change?.actions?.includes("create") || !kindsOf(resource)?.has("keepsData")) return [];
  return [found("stateful-forget", "it stays, and nothing in the configuration protects what it holds any more")];
}
