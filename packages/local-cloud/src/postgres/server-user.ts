import { statSync } from "node:fs";
import { dirname } from "node:path";
import { CloudError } from "../cloud-error";

/** Who the server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` on Linux. It needs no entry in the list of users. */
const UNPRIVILEGED = { uid: 65_534, gid: 65_534 } as const;
const OTHERS_MAY_ENTER = 0o001;

/** Postgres refuses to run as root; for everybody else it runs as themselves. */
export function serverUser(): ServerUser | undefined {
  return process.getuid?.() === 0 ? UNPRIVILEGED : undefined;
}

/** @throws CloudError where a folder above one of these is closed to everybody but root. */
export function requireReachable(paths: readonly string[]): void {
  for (const path of paths) {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if ((statSync(folder).mode & OTHERS_MAY_ENTER) === 0) {
        throw new CloudError(
          `Postgres does not run as root, and another user may not enter ${folder}; work as a user of your own, or move the checkout to a folder that everybody may enter`,
        );
      }
      if (folder === dirname(folder)) break;
    }
  }
}
