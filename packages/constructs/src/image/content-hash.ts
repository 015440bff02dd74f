import { createHash } from "node:crypto";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildContext } from "./build-context";

/** Permissions, set-user-id and the like: what Docker's archive of a context carries of a file's mode. */
const PERMISSIONS = 0o7777;

/**
 * Hash of what a Docker build of `folder` sees: relative paths, the modes and bytes of files, the targets of links as they are
 * written, the names of folders, and `inputs` (build arguments, platform). Times and the order on disk do not count.
 */
export function contentHash(folder: string, inputs: Readonly<Record<string, string>> = {}): string {
  const hash = createHash("sha256");
  /** Length first, so that no two lists of fields hash alike. */
  const field = (value: string | Buffer) => hash.update(`${Buffer.byteLength(value)}:`).update(value);
  for (const { path, kind } of buildContext(folder)) {
    const absolute = join(folder, path);
    field(kind);
    field(path);
    if (kind === "link") field(readlinkSync(absolute));
    if (kind === "file") {
      field((statSync(absolute).mode & PERMISSIONS).toString(8));
      field(readFileSync(absolute));
    }
  }
  for (const [name, value] of Object.entries(inputs).sort()) {
    field(name);
    field(value);
  }
  return hash.digest("hex");
}
