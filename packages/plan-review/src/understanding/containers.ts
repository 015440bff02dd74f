import { describeJson } from "./json-difference";

type Container = Readonly<Record<string, unknown>>;

/** What differs between two lists of ECS container definitions, container by container. */
export function describeContainers(before: unknown, after: unknown): string[] {
  const [old, next] = [byName(before), byName(after)];
  const lines: string[] = [];
  for (const [name, container] of next) {
    const previous = old.get(name);
    if (!previous) lines.push(`+ container ${name}: image ${String(container.image)}`);
    else lines.push(...changes(name, previous, container));
  }
  for (const name of old.keys()) if (!next.has(name)) lines.push(`- container ${name}`);
  return lines;
}

function changes(name: string, before: Container, after: Container): string[] {
  const lines: string[] = [];
  if (before.image !== after.image) lines.push(`~ ${name}: image ${String(before.image)} → ${String(after.image)}`);
  lines.push(...variables(name, before, after));
  const { image: _, environment: __, ...oldRest } = before;
  const { image: ___, environment: ____, ...newRest } = after;
  lines.push(...describeJson(oldRest, newRest).map((line) => line.replace(/^([+~-]) /, `$1 ${name}: `)));
  return lines;
}

function variables(name: string, before: Container, after: Container): string[] {
  const [old, next] = [environment(before), environment(after)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((variable) => {
    const [from, to] = [old.get(variable), next.get(variable)];
    if (from === to) return [];
    if (from === undefined) return [`+ ${name}: variable ${variable}=${to}`];
    if (to === undefined) return [`- ${name}: variable ${variable}`];
    return [`~ ${name}: variable ${variable} ${from} → ${to}`];
  });
}

function environment({ environment: list }: Container): Map<string, string> {
  const entries = Array.isArray(list) ? (list as { name?: unknown; value?: unknown }[]) : [];
  return new Map(entries.map(({ name, value }) => [String(name), String(value)]));
}

function byName(definitions: unknown): Map<string, Container> {
  const list = Array.isArray(definitions) ? (definitions as Container[]) : [];
  return new Map(list.map((container) => [String(container.name), container]));
}
