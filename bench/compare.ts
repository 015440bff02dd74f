import { spawnSync } from "node:child_process";

export interface Candidate {
  readonly name: string;
  /** Undoes what the run before left, not timed. */
  readonly prepare?: () => void | Promise<void>;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs two commands in turn, A B A B …, and prints each one's median wall time and the ratio pair by pair. */
export async function compare(a: Candidate, b: Candidate, runs: number): Promise<void> {
  const pairs: { readonly a: number; readonly b: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const pair = { a: await seconds(a), b: await seconds(b) };
    pairs.push(pair);
    console.log(
      `run ${run + 1}: ${a.name} ${pair.a.toFixed(2)} s, ${b.name} ${pair.b.toFixed(2)} s, ratio ${(pair.a / pair.b).toFixed(2)}`,
    );
  }
  console.log(`${a.name}: median ${median(pairs.map((pair) => pair.a)).toFixed(2)} s`);
  console.log(`${b.name}: median ${median(pairs.map((pair) => pair.b)).toFixed(2)} s`);
  console.log(
    `ratio ${a.name} / ${b.name}: median ${median(pairs.map((pair) => pair.a / pair.b)).toFixed(2)} of ${runs} pairs`,
  );
}

async function seconds({ name, prepare, command, cwd, environment }: Candidate): Promise<number> {
  await prepare?.();
  const [program, ...args] = command as [string, ...string[]];
  const started = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`${name} ended with exit code ${status}:\n${stdout}${stderr}`);
  return elapsed;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
