import picomatch from "picomatch";
import { UsageError } from "../runner-error";
import type { Stack } from "./stack";

/**
 * The stacks that patterns name: the group (all), an id with or without the group's prefix, or a glob. No pattern means
 * all. Order is that of `stacks`.
 * @throws UsageError for a pattern that names none.
 */
export function selectStacks(stacks: readonly Stack[], group: string, patterns: readonly string[]): Stack[] {
  if (patterns.length === 0) return [...stacks];
  const selected = new Set(patterns.flatMap((pattern) => matching(stacks, group, pattern)));
  return stacks.filter((stack) => selected.has(stack));
}

function matching(stacks: readonly Stack[], group: string, pattern: string): readonly Stack[] {
  if (pattern === group) return stacks;
  // An empty pattern, as from an unset variable of a shell, is no glob.
  const matches = pattern === "" ? () => false : picomatch([pattern, `${group}-${pattern}`]);
  const found = stacks.filter(({ id }) => matches(id));
  if (found.length > 0) return found;
  const known = stacks.map(({ id }) => id).join(", ");
  throw new UsageError(`no stack is called "${pattern}"; there are ${known}, and "${group}" for all of them`);
}

/** Stacks outside of the selection that it reads from, directly or through others. */
export function upstreamOutside(stacks: readonly Stack[], selected: readonly Stack[]): Stack[] {
  return reach(stacks, selected, (from, to) => from.dependencies.includes(to.id));
}

/** Stacks outside of the selection that read from it, directly or through others. */
export function downstreamOutside(stacks: readonly Stack[], selected: readonly Stack[]): Stack[] {
  return reach(stacks, selected, (from, to) => to.dependencies.includes(from.id));
}

function reach(stacks: readonly Stack[], start: readonly Stack[], leads: (from: Stack, to: Stack) => boolean): Stack[] {
  const reached = new Set(start);
  for (const from of reached) for (const to of stacks) if (leads(from, to)) reached.add(to);
  return stacks.filter((stack) => reached.has(stack) && !start.includes(stack));
}
