import { parse as parseYaml } from "yaml";
import { describeContainers } from "./containers";
import { describeDashboard } from "./dashboard";
import { describeJson } from "./json-difference";
import { describePolicy, isPolicy } from "./policy";

type Path = readonly (string | number)[];

/** What differs inside of an attribute that holds an encoded document; nothing for other attributes. */
export function describeDocuments(path: Path, before: unknown, after: unknown): string[] {
  const [old, next] = [decode(before), decode(after)];
  if (old === undefined && next === undefined) return [];
  const lines = describe(path.at(-1), old, next);
  return lines.length === 0 && old && next ? ["the same content, written differently"] : lines;
}

function describe(name: string | number | undefined, old: object | undefined, next: object | undefined): string[] {
  if (isPolicy(old) || isPolicy(next)) return describePolicy(old, next);
  if (name === "container_definitions") return describeContainers(old, next);
  if (name === "dashboard_body") return describeDashboard(old, next);
  // A whole document that comes or goes is shown as the value itself.
  return old === undefined || next === undefined ? [] : describeJson(old, next);
}

/** The document in a string; undefined when it holds none. */
export function decode(value: unknown): object | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (text.startsWith("{") || text.startsWith("[")) return attempt(() => JSON.parse(text));
  // A mapping over several lines; a sentence with a colon is none.
  if (/^(---\n|[\w"'./-]+:(\s|$))/.test(text) && text.includes("\n")) return attempt(() => parseYaml(text));
  return undefined;
}

function attempt(read: () => unknown): object | undefined {
  try {
    const content = read();
    return typeof content === "object" && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}
