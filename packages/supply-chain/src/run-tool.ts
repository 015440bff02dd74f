import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensurePythonEnvironment } from "@app/python-environment";

const PACKAGE = join(__dirname, "..");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of this package's Python environment to its end, with a text as its input. */
export async function runTool(program: string, args: readonly string[], input: string): Promise<Ended> {
  const bin = await ensurePythonEnvironment({
    folder: join(PACKAGE, ".venv"),
    requirements: join(PACKAGE, "python/requirements.txt"),
    onProgress: console.log,
  });
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, program), args);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input);
  });
}
