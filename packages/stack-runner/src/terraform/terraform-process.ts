import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Interruption } from "../schedule/interruption";
import { FollowedFile } from "./followed-file";
import type { OutputFiles } from "./running";

const FOLLOW_MS = 50;

export interface TerraformRun {
  readonly status: number;
  /** What ended it, unless it ended by itself. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TerraformProcessOptions {
  readonly binary: string;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly interruption: Interruption;
  /** Where it writes, so that it outlives this process; absent: into pipes, for it only reads, and what it says may be secret. */
  readonly files?: OutputFiles | undefined;
  /** Every line of both streams, as it comes. */
  readonly onLine?: (line: string) => void;
  /** Aborts when what Terraform waits for can no longer come: it is asked to finish, as on Ctrl-C. */
  readonly lost?: AbortSignal;
}

/** Runs Terraform once. It leads a process group of its own: a terminal's Ctrl-C must not reach it a second time. */
export async function runTerraform(args: readonly string[], options: TerraformProcessOptions): Promise<TerraformRun> {
  const { binary, folder, environment, interruption, files, onLine = () => undefined, lost } = options;
  const child = spawn(binary, args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ["ignore", files?.stdout ?? "pipe", files?.stderr ?? "pipe"],
  });
  interruption.add(child);
  const finish = () => interruption.finish(child);
  if (lost?.aborted) finish();
  lost?.addEventListener("abort", finish, { once: true });
  if (files && child.pid !== undefined) files.started(child.pid);
  const output: { stdout: string[]; stderr: string[] } = { stdout: [], stderr: [] };
  const take = (stream: "stdout" | "stderr") => (line: string) => {
    output[stream].push(line);
    onLine(line);
  };
  const ended = files ? followed(child, files, take) : piped(child, take);
  const { status, signal } = await ended.finally(() => lost?.removeEventListener("abort", finish));
  return { status: status ?? 1, signal, stdout: output.stdout.join("\n"), stderr: output.stderr.join("\n") };
}

type Take = (stream: "stdout" | "stderr") => (line: string) => void;

function piped(child: ChildProcess, take: Take): Promise<Ended> {
  for (const stream of ["stdout", "stderr"] as const) {
    const input = child[stream];
    if (input) createInterface({ input }).on("line", take(stream));
  }
  return end(child);
}

async function followed(child: ChildProcess, files: OutputFiles, take: Take): Promise<Ended> {
  const streams = (["stdout", "stderr"] as const).map((stream) => new FollowedFile(files[stream], take(stream)));
  const timer = setInterval(() => {
    for (const stream of streams) stream.read();
  }, FOLLOW_MS);
  try {
    const ended = await end(child);
    for (const stream of streams) stream.end();
    return ended;
  } finally {
    clearInterval(timer);
    files.close();
  }
}

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

function end(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => resolve({ status, signal }));
  });
}
