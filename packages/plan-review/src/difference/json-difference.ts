import { equal, isContainer, member } from "../plan/value";
import { differingPairs } from "./list-pairs";
import { describeList } from "./scalar-lists";

const MOST_LINES = 50;
/** What tells the elements of a list apart, where all have it and no two the same. */
const IDENTITIES = ["name", "Name", "Sid", "id", "Id", "key", "Key"];

/** Path by path what differs between two documents. */
export function describeJson(before: unknown, after: unknown): string[] {
  const lines: string[] = [];
  compare("", before, after, lines);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more differences`];
}

/** `~ cpu: 256 → 512` within `web` is `~ web: cpu: 256 → 512`. */
export function within(place: string, line: string): string {
  return line.replace(/^([+~-] )?/, (_, mark = "") => `${mark}${place}: `);
}

function compare(path: string, before: unknown, after: unknown, lines: string[]): void {
  if (equal(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(path, before, after, lines);
  else if (!isContainer(before) || !isContainer(after) || Array.isArray(before) || Array.isArray(after)) {
    lines.push(line(path, before, after));
  } else {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(path === "" ? key : `${path}.${key}`, member(before, key), member(after, key), lines);
    }
  }
}

function compareLists(path: string, before: readonly unknown[], after: readonly unknown[], lines: string[]): void {
  const difference = describeList(before, after);
  if (difference.length > 0) {
    lines.push(...difference.map((text) => within(path || "document", text)));
    return;
  }
  const [old, next] = [byIdentity(before), byIdentity(after)];
  if (old && next) {
    for (const name of new Set([...old.keys(), ...next.keys()])) {
      compare(`${path}[${name}]`, old.get(name), next.get(name), lines);
    }
    return;
  }
  for (const [from, to] of differingPairs(before, after)) {
    const item = (list: readonly unknown[], index: number | undefined) =>
      index === undefined ? undefined : list[index];
    compare(`${path}[${to ?? from}]`, item(before, from), item(after, to), lines);
  }
}

function line(path: string, before: unknown, after: unknown): string {
  const name = path || "document";
  if (before === undefined) return `+ ${name}: ${JSON.stringify(after)}`;
  if (after === undefined) return `- ${name}: ${JSON.stringify(before)}`;
  return `~ ${name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

/** Elements by what they are called, so that one that comes first moves nobody. */
function byIdentity(list: readonly unknown[]): Map<string, unknown> | undefined {
  for (const identity of IDENTITIES) {
    const names = list.map((item) => member(item, identity)).filter((name) => typeof name === "string");
    if (names.length === list.length && new Set(names).size === names.length) {
      return new Map(names.map((name, index) => [name, list[index]]));
    }
  }
  return undefined;
}
