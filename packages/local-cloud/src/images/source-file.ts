import { readFileSync } from "node:fs";
import { CloudError } from "../cloud-error";

/** The text of a source's file; undefined where there is none. @throws CloudError where it cannot be read. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw unreadable(file, code);
  }
}

export function unreadable(file: string, code: string | undefined): CloudError {
  return new CloudError(`${file}: cannot be read (${code}); the image needs it`);
}
