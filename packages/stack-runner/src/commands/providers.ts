import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import {
  builtHashes,
  LOCK_FILE,
  lockText,
  mismatchText,
  type ProviderLock,
  providerEnvironment,
  readProviderLock,
  requireLocked,
} from "@app/terraform-toolchain";
import type { Project } from "../project/project";
import type { Reporter } from "../report/reporter";
import { readConfiguration, type Stack } from "../stacks/stack";
import type { ProviderPins } from "../terraform/provider-pins";

/** What `terraform init` needs to find the providers of an environment's stacks. */
export interface Providers {
  readonly variables: Readonly<Record<string, string>>;
  /** One at a time where several would fight over the plugin cache. */
  readonly initQueue: <Result>(task: () => Promise<Result>) => Promise<Result>;
  /** Undefined where the project has no lock file. */
  readonly pins: ProviderPins | undefined;
}

/** @throws ToolchainError where a provider is not to be had, or is not the one that the project's lock file names. */
export async function findProviders(
  project: Project,
  stacks: readonly Stack[],
  reporter: Reporter,
): Promise<Providers> {
  const { root } = project;
  const providers = requiredProviders(stacks);
  const lock = projectLock(project);
  if (lock) requireLocked(lock, providers, "cdktf lock");
  const found = await providerEnvironment({ root, providers, onProgress: (line) => reporter.line(line) });
  const pins = lock && pinsOf(root, lock, found.TF_CLI_CONFIG_FILE ?? process.env.TF_CLI_CONFIG_FILE);
  return Object.keys(found).length > 0
    ? { variables: found, initQueue: (task) => task(), pins }
    : { variables: pluginCache(root, lock !== undefined), initQueue: oneAtATime(), pins };
}

/** The providers that may run, which the project commits beside its `cdktf.json`. */
function projectLock({ folder }: Project): ProviderLock | undefined {
  const lock = readProviderLock(join(folder, LOCK_FILE));
  return lock && { ...lock, file: relative(process.cwd(), lock.file) };
}

function pinsOf(root: string, lock: ProviderLock, configuration: string | undefined): ProviderPins {
  let built: Record<string, string> | undefined;
  const builtOnce = () => {
    built ??= builtHashes(root);
    return built;
  };
  return {
    textFor: (providers) => lockText(lock, providers, builtOnce()),
    explain: (text) => mismatchText(lock, text, { configuration, update: "cdktf lock --mirror FOLDER" }),
  };
}

export function requiredProviders(stacks: readonly Stack[]) {
  const all = stacks.flatMap((stack) => Object.values(readConfiguration(stack).terraform.required_providers ?? {}));
  return [...new Map(all.map((provider) => [`${provider.source} ${provider.version}`, provider])).values()];
}

/** Providers are large: every stack of every environment shares one download. */
function pluginCache(root: string, locked: boolean): Record<string, string> {
  const folder = process.env.TF_PLUGIN_CACHE_DIR || join(root, ".local/terraform/plugins");
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  // Without a lock file nothing says what in the cache is right, and Terraform would download it for every stack.
  return { TF_PLUGIN_CACHE_DIR: folder, ...(!locked && { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" }) };
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
