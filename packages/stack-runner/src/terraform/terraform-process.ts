import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Interruption } from "../schedule/interruption";

export interface TerraformRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TerraformProcessOptions {
  readonly binary: string;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly interruption: Interruption;
  /** Every line of both streams, as it comes. */
  readonly onLine?: (line: string) => void;
  /** Aborts when what Terraform waits for can no longer come: it is asked to finish, as on Ctrl-C. */
  readonly lost?: AbortSignal;
}

/** Runs Terraform once. It leads a process group of its own: a terminal's Ctrl-C must not reach it a second time. */
export function runTerraform(args: readonly string[], options: TerraformProcessOptions): Promise<TerraformRun> {
  const { binary, folder, environment, interruption, onLine = () => undefined, lost } = options;
  const child = spawn(binary, args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  interruption.add(child);
  const finish = () => interruption.finish(child);
  if (lost?.aborted) finish();
  lost?.addEventListener("abort", finish, { once: true });
  const output: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
  for (const stream of ["stdout", "stderr"] as const) {
    createInterface({ input: child[stream] }).on("line", (line) => {
      output[stream].push(line);
      onLine(line);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ status: code ?? 1, stdout: output.stdout.join("\n"), stderr: output.stderr.join("\n") }),
    );
  });
}
