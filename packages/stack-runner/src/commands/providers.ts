import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { providerEnvironment } from "@app/terraform-toolchain";
import type { Project } from "../project/project";
import type { Reporter } from "../report/reporter";
import { readConfiguration, type Stack } from "../stacks/stack";

/** What `terraform init` needs to find the providers of an environment's stacks. */
export interface Providers {
  readonly variables: Readonly<Record<string, string>>;
  /** One at a time where several would fight over the plugin cache. */
  readonly initQueue: <Result>(task: () => Promise<Result>) => Promise<Result>;
}

export async function findProviders(
  { root }: Project,
  stacks: readonly Stack[],
  reporter: Reporter,
): Promise<Providers> {
  const providers = requiredProviders(stacks);
  const found = await providerEnvironment({ root, providers, onProgress: (line) => reporter.line(line) });
  return Object.keys(found).length > 0
    ? { variables: found, initQueue: (task) => task() }
    : { variables: pluginCache(root), initQueue: oneAtATime() };
}

function requiredProviders(stacks: readonly Stack[]) {
  const all = stacks.flatMap((stack) => Object.values(readConfiguration(stack).terraform.required_providers ?? {}));
  return [...new Map(all.map((provider) => [`${provider.source} ${provider.version}`, provider])).values()];
}

/** Providers are large: every stack of every environment shares one download. */
function pluginCache(root: string): Record<string, string> {
  const folder = process.env.TF_PLUGIN_CACHE_DIR ?? join(root, ".local/terraform/plugins");
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  return { TF_PLUGIN_CACHE_DIR: folder, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" };
}

/** Terraform's plugin cache is not safe for several `init` at once. */
function oneAtATime(): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
