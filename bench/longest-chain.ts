import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource or a stack: how long it took, and what it waited for. */
interface Step {
  readonly seconds: number;
  readonly after: readonly string[];
}

export interface Chain {
  readonly seconds: number;
  /** From the first to the last, with the seconds of each that took any. */
  readonly steps: readonly string[];
}

interface Configuration {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * What no order of work can shorten: the resources that wait for one another, stack after stack, each for as long as
 * the provider took to create it. `output` is the folder that was deployed from.
 */
export function longestChain(output: string): Chain {
  const { stacks } = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8"));
  const chains: Record<string, Chain> = {};
  const steps: Record<string, Step> = {};
  for (const id of Object.keys(stacks)) {
    const chain = longest(resourcesOf(output, id));
    chains[id] = chain;
    steps[id] = { seconds: chain.seconds, after: stacks[id].dependencies };
  }
  const { seconds, path } = longestPath(steps);
  return { seconds, steps: path.flatMap((id) => chains[id]?.steps ?? []) };
}

function longest(resources: Readonly<Record<string, Step>>): Chain {
  const { seconds, path } = longestPath(resources);
  const waits = path.map((address) => ({ address, seconds: resources[address]?.seconds ?? 0 }));
  return {
    seconds,
    steps: waits.filter((wait) => wait.seconds > 0).map((wait) => `${wait.address} ${wait.seconds} s`),
  };
}

function resourcesOf(output: string, id: string): Record<string, Step> {
  const text = readFileSync(join(output, "stacks", id, "cdk.tf.json"), "utf8");
  const seconds = creationSeconds(readFileSync(join(output, "logs", `${id}.log`), "utf8"));
  const { resource = {} } = JSON.parse(text) as Configuration;
  const resources = Object.entries(resource).flatMap(([type, ofType]) =>
    Object.entries(ofType).map(([name, configuration]) => [`${type}.${name}`, configuration] as const),
  );
  const known = new Set(resources.map(([address]) => address));
  return Object.fromEntries(
    resources.map(([address, configuration]) => [
      address,
      {
        seconds: seconds.get(address) ?? 0,
        after: named(configuration).filter((other) => known.has(other) && other !== address),
      },
    ]),
  );
}

/** Addresses that a resource's arguments name. */
function named(configuration: unknown): string[] {
  return [...JSON.stringify(configuration).matchAll(/\b[a-z]+_\w+\.[\w-]+/g)].map(([address]) => address);
}

/** `aws_lb.alb: Creation complete after 1m40s` → 100. */
function creationSeconds(log: string): Map<string, number> {
  const complete = /^(\S+?)(?:\[\S+\])?: Creation complete after (?:(\d+)m)?(\d+)s/gm;
  const seconds = new Map<string, number>();
  for (const [, address = "", minutes = 0, rest] of log.matchAll(complete)) {
    const took = Number(minutes) * 60 + Number(rest);
    seconds.set(address, Math.max(took, seconds.get(address) ?? 0));
  }
  return seconds;
}

function longestPath(steps: Readonly<Record<string, Step>>): { seconds: number; path: string[] } {
  const found = new Map<string, { seconds: number; path: string[] }>();
  const upTo = (id: string): { seconds: number; path: string[] } => {
    const known = found.get(id);
    if (known) return known;
    const step = steps[id];
    if (!step) return { seconds: 0, path: [] };
    const before = most(step.after.map(upTo));
    const here = { seconds: before.seconds + step.seconds, path: [...before.path, id] };
    found.set(id, here);
    return here;
  };
  return most(Object.keys(steps).map(upTo));
}

function most(paths: readonly { seconds: number; path: string[] }[]): { seconds: number; path: string[] } {
  return paths.reduce((best, path) => (path.seconds > best.seconds ? path : best), { seconds: 0, path: [] });
}
