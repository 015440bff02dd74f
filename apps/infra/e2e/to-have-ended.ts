import { stripVTControlCharacters } from "node:util";
import type { Ended } from "./checkout";

/** Enough for the failed stack, its reason and the summary. */
const LINES = 30;

declare global {
  namespace jest {
    interface Matchers<R> {
      /** That a program ended with this exit code. A failure shows the end of what it printed. */
      toHaveEnded(status: number): R;
    }
  }
}

expect.extend({
  toHaveEnded(ended: Ended, status: number) {
    const lines = stripVTControlCharacters(ended.output)
      .split("\n")
      .filter((line) => line.trim() !== "");
    return {
      pass: ended.status === status,
      message: () =>
        `exit code ${ended.status}, not ${status}; the end of what was printed:\n${lines.slice(-LINES).join("\n")}`,
    };
  },
});
