import type { Violation } from "../gates/policy";
import type { ResourceReview } from "../review/model";

/** So many of the same are told one by one. */
export const FEW_ALIKE = 3;

/**
 * Neighbours of which the same is to be said, put together where there are many: "100 aws_db_instance". `saidOf` is all
 * that is said of one besides its address; undefined of what is told by itself.
 */
export function alike<Item>(items: readonly Item[], saidOf: (item: Item) => string | undefined): Item[][] {
  const runs: { said: string | undefined; items: Item[] }[] = [];
  for (const item of items) {
    const said = saidOf(item);
    const last = runs.at(-1);
    if (last && said !== undefined && last.said === said) last.items.push(item);
    else runs.push({ said, items: [item] });
  }
  return runs.flatMap(({ items: run }) => (run.length > FEW_ALIKE ? [run] : run.map((item) => [item])));
}

/** What happens to a resource and why it matters, without its name. */
export function judgementOf({ action, type, findings, order, reason }: ResourceReview): string {
  return JSON.stringify([action, type, order, reason, findings.map(({ rule, reason: why }) => [rule, why])]);
}

/** The same, of what has no differences to show either. */
export function shownWhole(resource: ResourceReview): string | undefined {
  const { attributes, action, previousAddress, importId } = resource;
  if (previousAddress !== undefined || importId !== undefined) return undefined;
  return attributes.length === 0 || ALL_NEW_OR_GONE.has(action) ? judgementOf(resource) : undefined;
}

/** Their attributes are all new, all gone, or nobody's decision: the address says it. */
export const ALL_NEW_OR_GONE: ReadonlySet<ResourceReview["action"]> = new Set(["create", "delete", "read"]);

/** The same, of what does not stand side by side: by what is said, in the order of the first. */
export function together<Item>(items: readonly Item[], saidOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(saidOf(item));
    if (group) group.push(item);
    else groups.set(saidOf(item), [item]);
  }
  return [...groups.values()].flatMap((group) => (group.length > FEW_ALIKE ? [group] : group.map((item) => [item])));
}

/** What a policy says, in one line for all resources of which it says the same. */
export function groupedViolations(violations: readonly Violation[]): Violation[] {
  return together(violations, ({ rule, message }) => `${rule} ${message}`).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return group.length === 1 ? group : [{ ...first, resource: `${group.length} resources, first ${first.resource}` }];
  });
}
