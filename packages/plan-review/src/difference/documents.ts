import { equal, isContainer } from "../plan/value";
import { readYaml } from "../plan/yaml";
import { describeContainers } from "./containers";
import { describeDashboard } from "./dashboard";
import { describeJson } from "./json-difference";
import { describePolicy, isPolicy } from "./policy";

/** A longer text is shown as it is: reading YAML takes a second for a few megabytes. */
const LONGEST_YAML = 256 * 1024;

/** What differs inside of an attribute that holds an encoded document; nothing for other attributes. */
export function describeDocuments(name: string, before: unknown, after: unknown): readonly string[] {
  const [old, next] = [decodeJson(before), decodeJson(after)];
  if (!old && !next) return describeYaml(before, after);
  if (old && next && equal(old, next)) return ["the same content, written differently"];
  const lines = describe(name, old, next);
  return lines.length === 0 && old && next ? describeJson(old, next) : lines;
}

function describe(name: string, old: object | undefined, next: object | undefined): string[] {
  if (isPolicy(old) || isPolicy(next)) return describePolicy(old, next);
  if (name === "container_definitions") return describeContainers(old, next);
  if (name === "dashboard_body") return describeDashboard(old, next);
  // A whole document that comes or goes is shown as the value itself.
  return old && next ? describeJson(old, next) : [];
}

/** A document is asked for several times while one resource is reviewed, and then never again. */
const MOST_REMEMBERED = 64;
const remembered = new Map<string, object | undefined>();

/** The JSON document in a text; undefined when it holds none. */
export function decodeJson(value: unknown): object | undefined {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return undefined;
  if (remembered.has(value)) return remembered.get(value);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const document = attempt(() => JSON.parse(value));
  remembered.set(value, document);
  return document;
}

function describeYaml(before: unknown, after: unknown): string[] {
  if (!isYaml(before) || !isYaml(after)) return [];
  const [old, next] = [before, after].map((text) => attempt(() => readYaml(text)));
  if (!old || !next) return [];
  return equal(old, next) ? ["the same content, written differently"] : describeJson(old, next);
}

/** A mapping or a list over several lines; a sentence with a colon is none. */
function isYaml(value: unknown): value is string {
  if (typeof value !== "string" || value.length > LONGEST_YAML || !value.includes("\n")) return false;
  return /^([ \t]*(#.*|---.*)?\r?\n)*[ \t]*(- |["']?[\w./-]+["']?:(\s|$))/.test(value);
}

function attempt(read: () => unknown): object | undefined {
  try {
    const content = read();
    return isContainer(content) ? content : undefined;
  } catch {
    return undefined;
  }
}
