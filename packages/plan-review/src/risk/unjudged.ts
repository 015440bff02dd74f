import type { ResourceChange } from "../plan-json/plan";
import type { UnjudgedType } from "../review/model";
import { kindsOf } from "./resource-kinds";

const CHANGING = new Set(["create", "update", "delete"]);

/** Types among the changes that nothing is known of, the most frequent first. */
export function unjudgedTypes(changes: readonly ResourceChange[]): UnjudgedType[] {
  const counts = new Map<string, number>();
  for (const resource of changes) {
    const { mode, type = "", change } = resource;
    if (mode === "data" || !change?.actions?.some((action) => CHANGING.has(action))) continue;
    if (kindsOf(resource) === undefined) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count);
}
