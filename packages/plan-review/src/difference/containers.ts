import { type Container, isContainer, listOf, member } from "../plan/value";
import { describeJson, within } from "./json-difference";

/** What differs between two lists of ECS container definitions, container by container. */
export function describeContainers(before: unknown, after: unknown): string[] {
  const [old, next] = [byName(before), byName(after)];
  const lines: string[] = [];
  for (const [name, container] of next) {
    const previous = old.get(name);
    if (!previous) lines.push(`+ container ${name}: image ${shown(container.image)}`);
    else lines.push(...changes(name, previous, container));
  }
  for (const name of old.keys()) if (!next.has(name)) lines.push(`- container ${name}`);
  return lines;
}

function changes(name: string, before: Container, after: Container): string[] {
  const lines: string[] = [];
  if (before.image !== after.image) lines.push(`~ ${name}: image ${shown(before.image)} → ${shown(after.image)}`);
  lines.push(...variables(name, before, after));
  const others = ({ image: _, environment: __, ...rest }: Container) => rest;
  return [...lines, ...describeJson(others(before), others(after)).map((line) => within(name, line))];
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

function environment(container: Container): Map<string, string> {
  return new Map(
    listOf(container.environment).map((entry) => [shown(member(entry, "name")), shown(member(entry, "value"))]),
  );
}

function byName(definitions: unknown): Map<string, Container> {
  return new Map(
    listOf(definitions)
      .filter(isContainer)
      .map((container) => [shown(container.name), container]),
  );
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "(none)");
}
