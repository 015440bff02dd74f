import type { AttributeChange } from "../difference/attributes";
import { attributeChanges } from "../difference/attributes";
import type { ResourceChange } from "../plan/plan";
import type { PlanFacts } from "../plan/plan-facts";
import { member } from "../plan/value";
import { expiryFindings } from "./expiry";
import type { Finding } from "./finding";
import { kindsOf } from "./resource-kinds";
import { retentionFindings } from "./retention";
import { finding } from "./rules";
import { scaleFindings } from "./scale";
import { shrinkingFindings } from "./shrinking";
import { trafficFindings } from "./traffic";

/** What a change makes lost or unreachable. */
export function lossFindings(
  resource: ResourceChange,
  attributes: readonly AttributeChange[] = attributeChanges(resource.change ?? {}),
  facts?: PlanFacts,
): Finding[] {
  const { change, type = "" } = resource;
  const actions = change?.actions ?? [];
  if (actions.includes("delete")) return removalFindings(resource, actions.includes("create") ? "replace" : "delete");
  if (actions.includes("forget")) return forgottenFindings(resource);
  return [
    ...retentionFindings(attributes),
    ...expiryFindings(resource, facts),
    ...shrinkingFindings(type, attributes),
    ...scaleFindings(type, attributes),
    ...trafficFindings(resource, attributes),
  ];
}

function removalFindings(resource: ResourceChange, action: "delete" | "replace"): Finding[] {
  const { type = "", deposed, change } = resource;
  const kinds = kindsOf(resource);
  const what = `${type} is ${action}d`;
  if (kinds === undefined) return [finding(`unknown-${action}`, `${what}, and no rule knows it: it may lose data`)];
  const found: Finding[] = [];
  if (kinds.has("keepsData")) {
    const rest = keptSnapshot(change?.before)
      ? "what its last snapshot does not hold is lost"
      : "what it holds is lost";
    found.push(finding(`stateful-${action}`, `${what}: ${rest}`));
  }
  // Another object has taken the place of one that is deposed.
  if (kinds.has("carriesTraffic") && deposed === undefined) {
    found.push(finding(`path-${action}`, `${what}: requests run through it`));
  }
  return found;
}

/** What the provider itself does with the data before it deletes. */
function keptSnapshot(values: unknown): boolean {
  return (
    member(values, "skip_final_snapshot") === false || typeof member(values, "final_snapshot_identifier") === "string"
  );
}

/** What is forgotten stays, and no configuration protects it any more. */
function forgottenFindings(resource: ResourceChange): Finding[] {
  if (resource.change?.actions?.includes("create") || !kindsOf(resource)?.has("keepsData")) return [];
  return [finding("stateful-forget", "it stays, and nothing in the configuration protects what it holds any more")];
}
