import { closeSync, openSync, writeSync } from "node:fs";
import { ReviewError } from "../review-error";

/** Characters that are written at once: a copy of a large text as a whole would take as much memory again. */
const PART_LENGTH = 1024 * 1024;

/** Writes texts one after the other into a file, or to where the command was called. @throws ReviewError */
export function write(texts: Iterable<string>, file: string | undefined): void {
  if (file === undefined) {
    for (const part of parts(texts)) process.stdout.write(part);
    return;
  }
  try {
    const handle = openSync(file, "w");
    try {
      for (const part of parts(texts)) writeSync(handle, part);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new ReviewError(`--output: ${file} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Short texts together, long ones in parts. */
function* parts(texts: Iterable<string>): Generator<string> {
  let gathered = "";
  for (const text of texts) {
    gathered += text;
    let at = 0;
    while (gathered.length - at > PART_LENGTH) {
      const end = at + PART_LENGTH;
      // A character of two halves stays whole.
      const next = /[\ud800-\udbff]/.test(gathered[end - 1] ?? "") ? end + 1 : end;
      yield gathered.slice(at, next);
      at = next;
    }
    gathered = gathered.slice(at);
  }
  yield gathered;
}
