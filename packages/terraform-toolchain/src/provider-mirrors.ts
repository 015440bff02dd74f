import { type Dirent, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";

export const REGISTRY_HOST = "registry.terraform.io";
const DEEPEST = 5;
// A plugin cache holds links into the mirror that this search writes: following them would end in a circle.
const NEVER_ENTERED = new Set(["node_modules", "plugin-cache", "proc", "sys", "dev", "run", "snap"]);

/** A provider as `required_providers` names it. */
export interface Provider {
  /** `aws`, `hashicorp/aws` or `registry.terraform.io/hashicorp/aws`. */
  readonly source: string;
  readonly version: string;
}

/** Folders that people and packages put provider mirrors under. */
export function usualRoots(environment: NodeJS.ProcessEnv): string[] {
  const home = environment.HOME ?? homedir();
  return [
    ...(environment.TF_PROVIDER_MIRROR ? [environment.TF_PROVIDER_MIRROR] : []),
    join(home, ".terraform.d"),
    join(home, ".local/share/terraform"),
    "/usr/local/share",
    "/usr/share/terraform",
    "/usr/lib/terraform",
    "/opt",
    "/srv",
    "/var/lib",
  ];
}

/** Folders called `registry.terraform.io` under the given roots, nearest first, at most five levels down. */
export function findMirrors(roots: readonly string[]): string[] {
  const found = roots.map((root) => resolve(root)).flatMap((root) => (existsSync(root) ? search(root, 0) : []));
  return [...new Set(found)];
}

function search(folder: string, depth: number): string[] {
  if (folder.endsWith(`/${REGISTRY_HOST}`)) return [folder];
  if (depth >= DEEPEST) return [];
  return folders(folder).flatMap((name) => search(join(folder, name), depth + 1));
}

function folders(folder: string): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // not ours to read
  }
  return entries
    .filter((entry) => entry.isDirectory() && !NEVER_ENTERED.has(entry.name) && !entry.name.startsWith(".git"))
    .map((entry) => entry.name);
}

/** `hashicorp/aws` for every way of writing the source. */
export function namespaceAndType(source: string): string {
  const parts = source.split("/");
  return parts.length === 1 ? `hashicorp/${source}` : parts.slice(-2).join("/");
}

/** Terraform's name of this machine: `linux_amd64`. */
export function platform(): string {
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  return `${process.platform === "win32" ? "windows" : process.platform}_${architecture}`;
}

/**
 * Where a mirror may hold this version for this machine: as a folder, or as the archive that `terraform providers mirror`
 * writes. Relative to the folder called like the registry.
 */
export function placesOf({ source, version }: Provider): readonly string[] {
  const name = namespaceAndType(source);
  const archive = `terraform-provider-${basename(name)}_${version}_${platform()}.zip`;
  return [join(name, version, platform()), join(name, archive)];
}

/** Where a mirror does hold it, or undefined. */
export function placeIn(mirror: string, provider: Provider): string | undefined {
  return placesOf(provider).find((place) => existsSync(join(mirror, place)));
}
