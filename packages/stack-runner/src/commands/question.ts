import { createInterface } from "node:readline/promises";
import type { Interruption } from "../schedule/interruption";

/** Asks once at the terminal. Undefined when the input ended (Ctrl-D) or the command was interrupted. */
export async function ask(question: string, interruption: Interruption): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // While it asks, the terminal gives Ctrl-C to readline instead of sending a signal.
  terminal.once("SIGINT", () => interruption.interrupt());
  const ended = new Promise<undefined>((resolve) => terminal.once("close", () => resolve(undefined)));
  try {
    return await Promise.race([terminal.question(question, { signal: interruption.signal }), ended]);
  } catch {
    return undefined;
  } finally {
    terminal.close();
  }
}
