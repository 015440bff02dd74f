import type { ResourceChange } from "../plan-json/plan";
import type { TypeCount } from "../review/model";
import { kindsOf } from "./resource-kinds";

const CHANGING = new Set(["create", "update", "delete"]);

/** Types among the changes that nothing is known of, the most frequent first. */
export function unjudgedTypes(changes: readonly ResourceChange[]): TypeCount[] {
  const changing = changes.filter(
    ({ mode, change }) => mode !== "data" && change?.actions?.some((action) => CHANGING.has(action)),
  );
  return countByType(changing.filter((resource) => kindsOf(resource) === undefined));
}

/** Their types, the most frequent first. */
export function countByType(changes: readonly ResourceChange[]): TypeCount[] {
  const byType = new Map<string, number>();
  for (const { type = "" } of changes) byType.set(type, (byType.get(type) ?? 0) + 1);
  return [...byType].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count);
}
