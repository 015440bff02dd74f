import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { CloudError } from "../cloud-error";

/** Who the server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** A program and how to start it. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: Partial<ServerUser>;
}

/** `nobody` on Linux. It needs no entry in the list of users. */
const UNPRIVILEGED = { uid: 65_534, gid: 65_534 } as const;
const OTHERS_MAY_ENTER = 0o001;

/** Postgres refuses to run as root; for everybody else it runs as themselves. */
export function serverUser(): ServerUser | undefined {
  return process.getuid?.() === 0 ? UNPRIVILEGED : undefined;
}

/**
 * A program of the server as that user, who must get to its own file and to `data`.
 * @throws CloudError where a folder above them is closed to everybody but root, and nothing helps.
 */
export function asServerUser(
  user: ServerUser | undefined,
  file: string,
  args: readonly string[],
  data: string,
): Launch {
  if (user === undefined) return { file, args, options: {} };
  const closed = [file, data].map(closedFolder).find((folder) => folder !== undefined);
  if (closed === undefined) return { file, args, options: user };
  const enter = entering(user);
  if (spawnSync("setpriv", [...enter, "true"], { env: process.env }).status !== 0) {
    throw new CloudError(
      `Postgres does not run as root, and another user may not enter ${closed}; work as a user of your own, or move the checkout to a folder that everybody may enter`,
    );
  }
  return { file: "setpriv", args: [...enter, file, ...args], options: {} };
}

/** Another user, whom no folder keeps out: root's checkout may be closed to everybody else. */
function entering({ uid, gid }: ServerUser): string[] {
  const capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  return [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...capability, "--"];
}

/** The first folder above a path that only its owner may enter. */
function closedFolder(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & OTHERS_MAY_ENTER) === 0) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
