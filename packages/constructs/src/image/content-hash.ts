import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import ignore from "ignore";

/**
 * Hash of what a Docker build of `folder` sees: relative paths, executable bits and bytes of every file that
 * `.dockerignore` lets through, and `inputs` (build arguments, platform). Times and the order on disk do not count.
 */
export function contentHash(folder: string, inputs: Readonly<Record<string, string>> = {}): string {
  const hash = createHash("sha256");
  for (const file of contextFiles(folder)) {
    const executable = (statSync(join(folder, file)).mode & 0o100) !== 0;
    field(hash, file);
    field(hash, executable ? "x" : "-");
    field(hash, readFileSync(join(folder, file)));
  }
  for (const [name, value] of Object.entries(inputs).sort()) {
    field(hash, name);
    field(hash, value);
  }
  return hash.digest("hex");
}

/** Length first, so that no two lists of fields hash alike. */
function field(hash: ReturnType<typeof createHash>, value: string | Buffer): void {
  hash.update(`${Buffer.byteLength(value)}:`).update(value);
}

/** Files of the build context, relative, with `/`, sorted. */
export function contextFiles(folder: string): string[] {
  const dockerignore = join(folder, ".dockerignore");
  const rules = ignore().add(existsSync(dockerignore) ? readFileSync(dockerignore, "utf8") : "");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !rules.ignores(file))
    .sort();
}
