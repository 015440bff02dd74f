import { equal } from "../plan-json/value";

/** Indexes in the list before and in the list after; one of them is absent for what came or went. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/**
 * Which elements of two lists belong together, without those that are equal: a rule that comes first must not make all
 * that follow look changed. What is left on both sides is paired in order.
 */
export function differingPairs(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const [begin, tail] = sameEnds(before, after);
  const gone = new Map<string | undefined, number[]>();
  for (let index = begin; index < before.length - tail; index++) {
    const text = JSON.stringify(before[index]);
    const known = gone.get(text);
    if (known) known.push(index);
    else gone.set(text, [index]);
  }
  const came: number[] = [];
  for (let index = begin; index < after.length - tail; index++) {
    const candidates = gone.get(JSON.stringify(after[index])) ?? [];
    // What is hidden looks the same in a text, and need not be.
    const found = candidates.findIndex((candidate) => equal(before[candidate], after[index]));
    if (found < 0) came.push(index);
    else candidates.splice(found, 1);
  }
  const left = [...gone.values()].flat().sort((a, b) => a - b);
  return Array.from({ length: Math.max(left.length, came.length) }, (_, at) => [left[at], came[at]]);
}

/** How many elements are equal at the beginning, and how many of the others at the end. */
function sameEnds(before: readonly unknown[], after: readonly unknown[]): readonly [number, number] {
  const shorter = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < shorter && equal(before[begin], after[begin])) begin++;
  let tail = 0;
  while (tail < shorter - begin && equal(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  return [begin, tail];
}
