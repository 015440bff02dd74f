import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative } from "node:path";
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

/** Files of the build context, relative, with `/`, sorted. The Dockerfile always counts: Docker reads it in any case. */
export function contextFiles(folder: string): string[] {
  const dockerignore = join(folder, ".dockerignore");
  const excluded = exclusion(existsSync(dockerignore) ? readFileSync(dockerignore, "utf8") : "");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .filter((file) => file === "Dockerfile" || !excluded(file))
    .sort();
}

/**
 * `.dockerignore` is not `.gitignore`: patterns start at the context's root, and a file below an excluded folder can be
 * let back in. So each rule is matched by itself, anchored, and the last one that matches decides.
 */
// https://docs.docker.com/build/concepts/context/#dockerignore-files
function exclusion(dockerignore: string): (file: string) => boolean {
  const rules = dockerignore
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, negation, pattern = ""] = line.trim().match(/^(!?)\s*(.*)$/) ?? [];
      const anchored = posix.normalize(`/${pattern}`).replace(/\/$/, "");
      return { excludes: negation === "", matcher: ignore({ ignoreCase: false }).add(anchored) };
    });
  return (file) => rules.findLast(({ matcher }) => matcher.ignores(file))?.excludes ?? false;
}
