import { createInterface } from "node:readline/promises";
import { RunnerError } from "../runner-error";

/** Lets a person type the environment's name before something is lost. */
export async function confirm(consequence: string, environment: string): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`${consequence} Type "${environment}" to go on: `);
    if (answer === environment) return;
  } finally {
    terminal.close();
  }
  throw new RunnerError("not confirmed; nothing was done");
}
