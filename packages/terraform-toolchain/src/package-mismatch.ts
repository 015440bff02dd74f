import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageHash } from "./package-hash";
import type { ProviderLock } from "./provider-lock";
import { namespaceAndType, placeIn, platform, REGISTRY_HOST } from "./provider-mirrors";

// Terraform 1.11, internal/providercache and internal/command/meta_providers.go.
const MISMATCH =
  /package for (\S+) (\d\S*) (?:\(in \S+\) )?(?:doesn't|does not) match any of the checksums (?:previously )?recorded/;

/**
 * What it means that Terraform refused a provider by its hash, with the file, what was found, what is expected and what to
 * do; undefined where the text is about something else.
 * @param configuration Terraform's configuration file, whose mirrors are looked into.
 */
export function mismatchText(
  lock: ProviderLock,
  text: string,
  { configuration, update }: { readonly configuration?: string | undefined; readonly update: string },
): string | undefined {
  const [, address = "", version = ""] = MISMATCH.exec(text.replace(/\s+/g, " ")) ?? [];
  if (address === "") return undefined;
  const source = namespaceAndType(address);
  const locked = lock.providers.find(({ name }) => name === source);
  const place = mirrorsOf(configuration)
    .flatMap((mirror) => {
      const inMirror = placeIn(join(mirror, REGISTRY_HOST), { source, version });
      return inMirror === undefined ? [] : [join(mirror, REGISTRY_HOST, inMirror)];
    })
    .at(0);
  const found = place === undefined ? "" : `\nfound: ${hashOf(place)} in ${realpathSync(place)}`;
  const expected = locked?.hashes.filter((hash) => place === undefined || hash.startsWith(schemeOf(place))) ?? [];
  return `the ${source} ${version} that is installed here for ${platform()} is not one that ${lock.file} names${found}
expected one of: ${expected.join(" ") || "none, for such a package"}
→ somebody changed or rebuilt it: install the original, as \`terraform providers mirror\` gets it. Only if it is meant to be another: \`${update}\` records it`;
}

function schemeOf(place: string): "h1:" | "zh:" {
  return statSync(place).isDirectory() ? "h1:" : "zh:";
}

function hashOf(place: string): string {
  if (schemeOf(place) === "h1:") return packageHash(place);
  return `zh:${createHash("sha256").update(readFileSync(place)).digest("hex")}`;
}

function mirrorsOf(configuration: string | undefined): string[] {
  if (configuration === undefined || !existsSync(configuration)) return [];
  const text = readFileSync(configuration, "utf8");
  return [...text.matchAll(/filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/g)].map(([, path = ""]) => path);
}
