import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { RunnerError } from "./runner-error";

/**
 * Makes a folder where there is none.
 * @throws RunnerError where it may not be written, as on a disk that is mounted to be read only.
 */
export function makeWritableFolder(path: string, mode?: number): void {
  try {
    // Node says ENOENT of a folder that it cannot make on a read-only disk: what is there says why.
    accessSync(nearest(path), constants.W_OK);
    mkdirSync(path, { recursive: true, mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RunnerError(
      `${path}: cannot be written (${code}); this writes there whatever it does: work in a checkout that you may write to`,
      { cause: error },
    );
  }
}

/** The folder itself, or the one above it that is there. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}
