import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, type Provider, withoutHashes } from "@app/terraform-toolchain";
import type { StackConfiguration } from "../stacks/stack";

/** Which providers, bit by bit, Terraform may run. */
export interface ProviderPins {
  /** A lock file of these providers and no others. */
  readonly textFor: (providers: readonly Provider[]) => string;
  /** What it means that Terraform refused a provider by its hash; undefined where the text is about something else. */
  readonly explain: (text: string) => string | undefined;
}

/** The lock file that belongs into a stack's folder; undefined where nothing is pinned. */
export function stackLock(pins: ProviderPins | undefined, { terraform }: StackConfiguration): string | undefined {
  return pins?.textFor(Object.values(terraform.required_providers ?? {}));
}

/** Puts the lock file where `terraform init` looks for it. */
export function placeLock(folder: string, text: string | undefined): void {
  if (text !== undefined) writeFileSync(join(folder, LOCK_FILE), text);
}

/**
 * After `init` compared the packages with the hashes: without these every command would hash 700 MB again, for half a second of
 * CPU time. Whoever does so looks at `installedPackages` before the next command.
 * https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/meta_providers.go ("if any")
 */
export function dropHashes(folder: string): void {
  const file = join(folder, LOCK_FILE);
  if (existsSync(file)) writeFileSync(file, withoutHashes(readFileSync(file, "utf8")));
}

/**
 * Which files the packages in a folder are: another text once one of them was written to or replaced, which nobody can do without
 * its change time telling. Undefined when one is missing: they are links into a cache or mirror.
 */
export function installedPackages(folder: string): string | undefined {
  const packages = join(folder, ".terraform/providers");
  if (!existsSync(packages)) return "none";
  return filesOf(packages)?.join("\n");
}

function filesOf(path: string): string[] | undefined {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!status) return undefined;
  if (!status.isDirectory()) {
    const { dev, ino, size, ctimeNs } = status;
    return [[path, dev, ino, size, ctimeNs].join(" ")];
  }
  const below = readdirSync(path)
    .sort()
    .map((name) => filesOf(join(path, name)));
  return below.some((files) => files === undefined) ? undefined : below.flatMap((files) => files ?? []);
}
