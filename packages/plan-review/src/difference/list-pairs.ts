import { equal, member } from "../plan/value";

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
  const named = byIdentity(before, after, left, came);
  if (named) return named;
  return Array.from({ length: Math.max(left.length, came.length) }, (_, at) => [left[at], came[at]]);
}

/** What tells the elements of a list apart, where each has it and no two the same. */
const IDENTITIES = [
  "name",
  "Name",
  "id",
  "Id",
  "sid",
  "Sid",
  "key",
  "Key",
  "rule_number",
  "rule_no",
  "priority",
  "port",
  "device_name",
];

/** What is left, paired by what identifies it; undefined where nothing does. */
function byIdentity(
  before: readonly unknown[],
  after: readonly unknown[],
  left: readonly number[],
  came: readonly number[],
): Pair[] | undefined {
  const identity = IDENTITIES.find((name) =>
    [left.map((at) => before[at]), came.map((at) => after[at])].every((items) => {
      const values = items
        .map((item) => member(item, name))
        .filter((value) => typeof value === "string" || typeof value === "number");
      return values.length === items.length && new Set(values).size === values.length;
    }),
  );
  if (identity === undefined || left.length + came.length < 2) return undefined;
  const rest = new Map(came.map((at) => [member(after[at], identity), at]));
  const pairs = left.map((at): Pair => {
    const name = member(before[at], identity);
    const partner = rest.get(name);
    rest.delete(name);
    return [at, partner];
  });
  return [...pairs, ...[...rest.values()].map((at): Pair => [undefined, at])];
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
