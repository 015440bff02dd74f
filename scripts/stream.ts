import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Runs a command, prints what it prints as it comes, hands each line on, and resolves with the exit code. */
export function stream(command: readonly string[], onLine: (line: string) => void): Promise<number> {
  const [program, ...args] = command;
  if (program === undefined) throw new Error("a command needs at least its program");
  const child = spawn(program, args, { stdio: ["inherit", "pipe", "inherit"] });
  createInterface({ input: child.stdout }).on("line", (line) => {
    console.log(line);
    onLine(line);
  });
  // Ctrl-C reaches the child as well; it ends by its own rules and the exit code tells.
  process.on("SIGINT", () => {});
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ? 130 : (code ?? 1)));
  });
}
