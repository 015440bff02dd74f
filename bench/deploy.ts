import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { startCloud, stopCloud } from "../packages/local-cloud/src";
import { type Candidate, compare } from "./compare";

/** A first deploy of every stack into an empty account: as the runner does it, and one stack after the other. */
const ROOT = join(__dirname, "..");
const CLOUD = "bench";
const RUNS = Number(process.argv[2] ?? 1);
const CDKTF = join(ROOT, "packages/stack-runner/bin/cdktf.cjs");
const environment = { LOCAL_CLOUD: CLOUD };

async function main(): Promise<void> {
  try {
    await compare(deployment("side by side", []), deployment("one by one", ["--parallelism", "1"]), RUNS);
  } finally {
    await removeAccount();
  }
}

function deployment(name: string, options: readonly string[]): Candidate {
  return {
    name,
    prepare: emptyAccount,
    command: [process.execPath, CDKTF, "deploy", "infra", "--auto-approve", ...options],
    cwd: ROOT,
    environment,
  };
}

async function emptyAccount(): Promise<void> {
  await removeAccount();
  const onProgress = () => undefined;
  await startCloud({ name: CLOUD, root: ROOT, domain: "flask.localhost", runtime: "process", onProgress });
  const { status } = spawnSync(process.execPath, [CDKTF, "bootstrap"], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the state bucket could not be created");
}

async function removeAccount(): Promise<void> {
  await stopCloud({ root: ROOT, name: CLOUD });
  rmSync(join(ROOT, ".local/cloud", CLOUD), { recursive: true, force: true });
}

main();
