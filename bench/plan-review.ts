import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeManyResources } from "./many-resources";

/** The HTML review of large plans against `terraform show` of the same plan file: time, peak memory, growth. */
const SIZES = [1000, 3000, 10_000];
const RUNS = Number(process.argv[2] ?? 3);
const ROOT = join(__dirname, "..");
const FOLDER = join(ROOT, ".local/bench/plan-review");
const REVIEW = join(ROOT, "packages/plan-review/bin/plan-review.cjs");
const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
const POLL_MS = 5;

interface Candidate {
  readonly name: string;
  readonly command: readonly string[];
  /** Exit code of success. */
  readonly succeeds?: number;
}

interface Cost {
  readonly seconds: number;
  /** Undefined where the system does not tell. */
  readonly megabytes: number | undefined;
}

async function main(): Promise<void> {
  try {
    const medians = new Map<string, Cost[]>();
    for (const size of SIZES) {
      const folder = join(FOLDER, String(size));
      await plan(folder, size);
      console.log(`\n${size} changed resources, ${megabytes(statSync(join(folder, "plan.json")).size)} MB of JSON`);
      const costs = await sideBySide(candidates(), folder);
      for (const [name, all] of costs) medians.set(name, [...(medians.get(name) ?? []), medianCost(all)]);
      report(costs);
    }
    console.log("\ngrowth");
    for (const [name, [first, second, third]] of medians) {
      if (first && second && third) console.log(`${name.padEnd(22)} ${growth(first, second, third)}`);
    }
  } finally {
    rmSync(FOLDER, { recursive: true, force: true });
  }
}

function candidates(): Candidate[] {
  const options = ["--format", "html", "--output", "review.html"];
  return [
    { name: "review", command: [process.execPath, REVIEW, ...options, "plan.json"], succeeds: 2 },
    { name: "terraform show -json", command: [TERRAFORM, "show", "-json", "plan.tfplan"] },
    { name: "terraform show", command: [TERRAFORM, "show", "-no-color", "plan.tfplan"] },
  ];
}

/** A real plan file and its JSON. */
async function plan(folder: string, size: number): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeManyResources(folder, size);
  const run = (command: readonly string[], output?: string) => cost({ name: "preparation", command }, folder, output);
  await run([TERRAFORM, "init", "-input=false"]);
  await run([TERRAFORM, "plan", "-refresh=false", "-input=false", "-out=plan.tfplan"]);
  await run([TERRAFORM, "show", "-json", "plan.tfplan"], join(folder, "plan.json"));
}

/** Runs all of them in turn, A B C A B C … */
async function sideBySide(all: readonly Candidate[], folder: string): Promise<Map<string, Cost[]>> {
  const costs = new Map<string, Cost[]>(all.map(({ name }) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const candidate of all) costs.get(candidate.name)?.push(await cost(candidate, folder));
  }
  return costs;
}

async function cost({ name, command, succeeds = 0 }: Candidate, folder: string, output?: string): Promise<Cost> {
  const [program, ...args] = command as [string, ...string[]];
  const started = process.hrtime.bigint();
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    stdio: ["ignore", output ? openSync(output, "w") : "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr?.on("data", (text) => {
    complaints += text;
  });
  let peak: number | undefined;
  const poll = setInterval(() => {
    peak = peakMegabytes(child.pid) ?? peak;
  }, POLL_MS);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("exit", resolve));
  clearInterval(poll);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (code !== succeeds) throw new Error(`${name} ended with exit code ${code}:\n${complaints}`);
  return { seconds, megabytes: peak };
}

/** The most memory that a process ever had; Linux keeps the record. */
function peakMegabytes(pid: number | undefined): number | undefined {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kibibytes ? Number(kibibytes) / 1024 : undefined;
  } catch {
    return undefined;
  }
}

function report(costs: ReadonlyMap<string, readonly Cost[]>): void {
  const [[, own = []] = []] = costs;
  for (const [name, all] of costs) {
    const { seconds, megabytes: memory } = medianCost(all);
    const ratio = (of: (cost: Cost) => number) =>
      median(all.map((one, run) => of(own[run] ?? one) / of(one))).toFixed(2);
    const compared = all === own ? "" : `  review / it: time ${ratio((one) => one.seconds)}, memory ${ratio(memoryOf)}`;
    console.log(`${name.padEnd(22)} ${seconds.toFixed(2)} s  ${memory?.toFixed(0) ?? "?"} MB${compared}`);
  }
}

function memoryOf({ megabytes: memory = Number.NaN }: Cost): number {
  return memory;
}

/** What a further resource costs from the second to the third size, over what it costs from the first to the second. */
function growth(first: Cost, second: Cost, third: Cost): string {
  const [small, middle, large] = SIZES as [number, number, number];
  const perResource = (of: (cost: Cost) => number) =>
    ((of(third) - of(second)) / (large - middle) / ((of(second) - of(first)) / (middle - small))).toFixed(2);
  return `per further resource: time × ${perResource(({ seconds }) => seconds)}, memory × ${perResource(memoryOf)} (1 is linear)`;
}

function medianCost(costs: readonly Cost[]): Cost {
  const memory = costs.flatMap(({ megabytes: one }) => one ?? []);
  return {
    seconds: median(costs.map(({ seconds }) => seconds)),
    megabytes: memory.length > 0 ? median(memory) : undefined,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

main();
