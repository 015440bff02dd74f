import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "./cloud-error";

/** Operating systems allow 103 characters for the path of a socket, of which folders and the name of a cache take 74. */
const LONGEST = 29;
/** Where every Unix lets everybody make folders. */
const SHORT = "/tmp";

/**
 * A new folder for sockets and for what tasks write, which nobody but its owner may enter.
 * @throws CloudError where none can be made whose path is short enough.
 */
export function makeTemporaryFolder(usual = tmpdir()): string {
  const base = Buffer.byteLength(usual) <= LONGEST ? usual : SHORT;
  try {
    return mkdtempSync(join(base, "local-cloud-"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = base === usual ? "" : `, and ${usual} is too long for the sockets of the local cloud`;
    throw new CloudError(
      `${base}: no folder can be made there (${code})${reason}; set TMPDIR to a short path that is yours`,
    );
  }
}
