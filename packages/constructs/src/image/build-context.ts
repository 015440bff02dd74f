import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dockerignore } from "./dockerignore";

export interface ContextEntry {
  /** Relative to the context, with `/`. */
  readonly path: string;
  readonly kind: "file" | "link" | "folder";
}

/** Everything that a Docker build of `folder` sees, sorted. The Dockerfile always counts: Docker reads it in any case. */
export function buildContext(folder: string): ContextEntry[] {
  const ignoreFile = join(folder, ".dockerignore");
  const excluded = dockerignore(existsSync(ignoreFile) ? readFileSync(ignoreFile, "utf8") : "");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => {
      const kind = kindOf(entry);
      const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/");
      return kind && (path === "Dockerfile" || !excluded(path)) ? [{ path, kind }] : [];
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Files and links of the build context: what a copy of it is made of. */
export function contextFiles(folder: string): string[] {
  return buildContext(folder)
    .filter(({ kind }) => kind !== "folder")
    .map(({ path }) => path);
}

/** Sockets and pipes are no part of a build context. */
function kindOf(entry: Dirent): ContextEntry["kind"] | undefined {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : undefined;
}
