import { lastName } from "../difference/attribute-path";
import type { AttributeChange } from "../difference/attributes";
import { isAbsent, isContainer } from "../plan/value";
import { type Finder, type Found, found } from "./finding";
import { GUARDING, SWITCHES, type Switch } from "./switches";
import { weakerTls } from "./tls";

/** By the last name of a path, so that an attribute is held against few. */
const BY_NAME = new Map<string, Switch[]>();
for (const one of SWITCHES) {
  for (const name of one.names.split(/\s+/)) BY_NAME.set(name, [...(BY_NAME.get(name) ?? []), one]);
}

/** Protections that are switched off by a change, or off from the beginning. */
export const switchedOff: Finder = ({ resource: { change }, action, attributes }) => {
  if (action === "create") return isContainer(change?.after) ? offInNew("", change.after) : [];
  if (action !== "update" && action !== "replace") return [];
  return [...attributes.flatMap(offByChange), ...guardsGone(attributes), ...weakerTls(attributes)];
};

function guardsGone(attributes: readonly AttributeChange[]): Found[] {
  const gone = attributes.filter(
    ({ before, after, unknown }) => before !== undefined && isEmptyJson(after) && !unknown,
  );
  const said = gone.flatMap(({ path }) => GUARDING.find(({ paths }) => paths.test(path))?.reason ?? []);
  return [...new Set(said)].map((reason) => found("protection-off", reason));
}

function isEmptyJson(json: string | undefined): boolean {
  return json === undefined || json === '""';
}

function offByChange({ path, before, after, unknown }: AttributeChange): Found[] {
  if (unknown || after === before) return [];
  const one = switchOf(path);
  if (!one) return [];
  const wasOn = before === undefined ? isOffByDefault(one) : one.on.includes(before);
  const isOn = after === undefined ? isOffByDefault(one) : one.on.includes(after);
  return wasOn && !isOn ? [found(one.rule, `${one.reason} (${path})`)] : [];
}

/** What protects while it is false protects also while nobody speaks of it. */
function isOffByDefault({ on }: Switch): boolean {
  return on.includes("false");
}

function switchOf(path: string): Switch | undefined {
  return BY_NAME.get(lastName(path))?.find(({ within }) => within?.test(path) ?? true);
}

function offInNew(path: string, values: Readonly<Record<string, unknown>>): Found[] {
  const isList = Array.isArray(values);
  return Object.keys(values).flatMap((key) => {
    const value = values[key];
    if (isContainer(value)) return offInNew(stepTo(path, key, isList), value);
    // Nearly no name is one of a switch.
    if (isList || isAbsent(value) || !BY_NAME.has(key)) return [];
    const at = stepTo(path, key, isList);
    const one = switchOf(at);
    if (one?.whenNew === undefined || one.on.includes(JSON.stringify(value))) return [];
    return [found(one.rule, `${one.whenNew} (${at})`)];
  });
}

function stepTo(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}
