import { lastName } from "../difference/attribute-path";
import type { AttributeChange } from "../difference/attributes";
import type { Action } from "../plan/action";
import type { ResourceChange } from "../plan/plan";
import { isAbsent, isContainer } from "../plan/value";
import type { Finding } from "./finding";
import { finding } from "./rules";
import { SWITCHES, type Switch } from "./switches";
import { tlsFindings } from "./tls";

/** By the last name of a path, so that an attribute is held against few. */
const BY_NAME = new Map<string, Switch[]>();
for (const one of SWITCHES) {
  for (const name of one.names.split(/\s+/)) BY_NAME.set(name, [...(BY_NAME.get(name) ?? []), one]);
}

/** Protections that are switched off by a change, or off from the beginning. */
export function switchedFindings(
  { change }: ResourceChange,
  action: Action,
  attributes: readonly AttributeChange[],
): Finding[] {
  if (action === "create") return isContainer(change?.after) ? offInNew("", change.after) : [];
  if (action !== "update" && action !== "replace") return [];
  return [...attributes.flatMap(switchedOff), ...tlsFindings(attributes)];
}

function switchedOff({ path, before, after, unknown }: AttributeChange): Finding[] {
  if (unknown || after === before) return [];
  const found = switchOf(path);
  if (!found) return [];
  const wasOn = before === undefined ? isOffByDefault(found) : found.on.includes(before);
  const isOn = after === undefined ? isOffByDefault(found) : found.on.includes(after);
  return wasOn && !isOn ? [finding(found.rule, `${found.reason} (${path})`)] : [];
}

/** What protects while it is false protects also while nobody speaks of it. */
function isOffByDefault({ on }: Switch): boolean {
  return on.includes("false");
}

function switchOf(path: string): Switch | undefined {
  return BY_NAME.get(lastName(path))?.find(({ within }) => within?.test(path) ?? true);
}

function offInNew(path: string, values: Readonly<Record<string, unknown>>): Finding[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const at = Array.isArray(values) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    if (isContainer(value)) return offInNew(at, value);
    const found = isAbsent(value) || Array.isArray(values) ? undefined : switchOf(at);
    if (found?.whenNew === undefined || found.on.includes(JSON.stringify(value))) return [];
    return [finding(found.rule, `${found.whenNew} (${at})`)];
  });
}
