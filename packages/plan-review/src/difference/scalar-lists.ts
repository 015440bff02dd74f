import { isContainer } from "../plan/value";

const MOST_LINES = 50;

/** What came into and what went out of a list of texts or numbers; nothing for other values. */
export function describeList(before: unknown, after: unknown): string[] {
  if (!isList(before) || !isList(after) || before.length + after.length < 3) return [];
  const [added, removed] = [missingIn(before, after), missingIn(after, before)];
  if (added.length + removed.length === 0) {
    return [before.length === after.length ? "the same elements in another order" : "some elements are there twice"];
  }
  const lines = [...added.map((item) => `+ ${item}`), ...removed.map((item) => `- ${item}`)];
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more`];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((item) => !isContainer(item));
}

function missingIn(list: readonly unknown[], others: readonly unknown[]): string[] {
  const known = new Set(list.map(String));
  return [...new Set(others.map(String))].filter((item) => !known.has(item));
}
