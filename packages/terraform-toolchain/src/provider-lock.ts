import { existsSync, readFileSync } from "node:fs";
import { valid } from "semver";
import { namespaceAndType, type Provider, REGISTRY_HOST } from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";

/** What Terraform calls the file, wherever it lies. */
export const LOCK_FILE = ".terraform.lock.hcl";

const HEADER =
  '# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n';
// Terraform formats the file itself: https://developer.hashicorp.com/terraform/language/files/dependency-lock
const BLOCK = /^provider "([^"]+)" \{\n([\s\S]*?)^\}$/gm;

/** One provider of a lock file. */
export interface LockedProvider {
  /** `hashicorp/aws`. */
  readonly name: string;
  readonly version: string;
  /** `zh:` of the archives of every platform, `h1:` of the same, unpacked. */
  readonly hashes: readonly string[];
  /** Its block, as it stands in the file. */
  readonly text: string;
}

/** The providers that a checkout may run, in which version and which bytes. */
export interface ProviderLock {
  /** Where it stands. */
  readonly file: string;
  readonly providers: readonly LockedProvider[];
}

/** Undefined where there is no such file: then nothing is pinned. */
export function readProviderLock(file: string): ProviderLock | undefined {
  if (!existsSync(file)) return undefined;
  return { file, providers: lockedProviders(readFileSync(file, "utf8")) };
}

/** The providers that the text of a lock file names. */
export function lockedProviders(text: string): LockedProvider[] {
  return [...text.matchAll(BLOCK)].map(([block, address = "", body = ""]) => ({
    name: address.startsWith(`${REGISTRY_HOST}/`) ? namespaceAndType(address) : address,
    version: /^ *version *= *"([^"]*)"/m.exec(body)?.[1] ?? "",
    hashes: [...body.matchAll(/"((?:h1|zh):[^"]+)"/g)].map(([, hash = ""]) => hash),
    text: block,
  }));
}

/**
 * Refuses providers that the lock does not hold, or holds in another version.
 * @param update The command that records what is asked for.
 * @throws ToolchainError that names all of them.
 */
export function requireLocked(lock: ProviderLock, providers: readonly Provider[], update: string): void {
  const wrong = providers.flatMap(({ source, version }) => {
    const name = namespaceAndType(source);
    const locked = lock.providers.find((candidate) => candidate.name === name);
    if (!locked) return [`${lock.file} → ${name}: is not there; the stacks ask for ${version}`];
    // Whether a range allows the locked version, Terraform knows.
    if (valid(version) === null || locked.version === version) return [];
    return [`${lock.file} → ${name}: ${locked.version} is locked; the stacks ask for ${version}`];
  });
  if (wrong.length === 0) return;
  throw new ToolchainError(
    `${wrong.join("\n")}\n→ \`${update}\` records what the registry's signed checksums say; look at the diff and commit it`,
  );
}

/**
 * A lock file of these providers and no others, as Terraform would write it.
 * @param alsoBuilt Hashes that are right besides those of the lock, by name: of what this checkout built from pinned sources.
 */
export function lockText(
  lock: ProviderLock,
  providers: readonly Provider[],
  alsoBuilt: Readonly<Record<string, string>> = {},
): string {
  const names = new Set(providers.map(({ source }) => namespaceAndType(source)));
  const blocks = lock.providers
    .filter(({ name }) => names.has(name))
    .map(({ name, text }) => {
      const built = alsoBuilt[name];
      return built === undefined ? text : text.replace(/hashes = \[\n/, `hashes = [\n    "${built}",\n`);
    });
  return [HEADER, ...blocks.map((block) => `${block}\n`)].join("\n");
}

/** The text of a lock file that pins versions alone. */
export function withoutHashes(text: string): string {
  return text.replaceAll(/^ *hashes = \[\n[\s\S]*?^ *\]\n/gm, "");
}

/** The text of a lock file without the providers that are asked for in another version; undefined where there is none. */
export function withoutOutdated(file: string, providers: readonly Provider[]): string | undefined {
  if (!existsSync(file)) return undefined;
  const asked = new Map(providers.map(({ source, version }) => [namespaceAndType(source), version]));
  const kept = lockedProviders(readFileSync(file, "utf8")).filter(
    ({ name, version }) => (asked.get(name) ?? version) === version,
  );
  return [HEADER, ...kept.map(({ text }) => `${text}\n`)].join("\n");
}
