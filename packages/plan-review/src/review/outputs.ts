import type { Change, Plan } from "../plan/plan";
import { containsTrue, isAbsent } from "../plan/value";
import { type OrderedStack, sourceName } from "./deploy-order";
import type { OutputReview } from "./model";

/** Who reads an output, by the stack's name as a source and the output's. */
export type Readers = ReadonlyMap<string, readonly string[]>;

export function readersOfAll(stacks: readonly OrderedStack<{ readonly id: string }>[]): Readers {
  const readers = new Map<string, string[]>();
  for (const { stack, reads } of stacks) {
    for (const { source, output, reader } of reads) {
      const key = keyOf(source, output);
      const known = readers.get(key);
      if (known) known.push(`${stack.id}: ${reader}`);
      else readers.set(key, [`${stack.id}: ${reader}`]);
    }
  }
  return readers;
}

/** Outputs that change, and what feels it. */
export function outputReviews(id: string, { output_changes: changes = {} }: Plan, readers: Readers): OutputReview[] {
  return Object.entries(changes).flatMap(([name, change]) => {
    const action = actionOf(change);
    return action ? [{ name, action, ...valuesOf(change), readers: readers.get(keyOf(id, name)) ?? [] }] : [];
  });
}

function actionOf({ actions = [] }: Change): OutputReview["action"] | undefined {
  if (actions.includes("create") && actions.includes("delete")) return "update";
  return (["create", "update", "delete"] as const).find((action) => actions.includes(action));
}

function valuesOf({ before, after, after_unknown, after_sensitive }: Change): Partial<OutputReview> {
  const unknown = containsTrue(after_unknown) && { unknown: true as const };
  if (containsTrue(after_sensitive)) return { ...unknown, sensitive: true };
  const text = (value: unknown) => (isAbsent(value) ? undefined : JSON.stringify(value));
  const [old, next] = [text(before), unknown ? undefined : text(after)];
  return { ...(old !== undefined && { before: old }), ...(next !== undefined && { after: next }), ...unknown };
}

function keyOf(source: string, output: string): string {
  return `${sourceName(source)}.${output}`;
}
