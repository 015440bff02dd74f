import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { startCloud, stopCloud } from "../packages/local-cloud/src";
import { localEnvironment } from "../scripts/local";
import { longestChain } from "./longest-chain";

/** A first deploy of every stack into an empty account, against the longest chain of what the provider itself waited for in it. */
const ROOT = join(__dirname, "..");
const CLOUD = "bench";
const RUNS = Number(process.argv[2] ?? 1);
const CDKTF = join(ROOT, "packages/stack-runner/bin/cdktf.cjs");
const { name: environmentName, dns } = localEnvironment();
const OUTPUT = join(ROOT, ".local/cloud", CLOUD, "cdktf.out", environmentName);

async function main(): Promise<void> {
  try {
    for (let run = 1; run <= RUNS; run++) await measure(run);
  } finally {
    await removeAccount();
  }
}

async function measure(run: number): Promise<void> {
  await emptyAccount();
  const started = performance.now();
  cdktf("deploy", "infra", "--auto-approve");
  const seconds = (performance.now() - started) / 1000;
  const chain = longestChain(OUTPUT);
  const ratio = (seconds / chain.seconds).toFixed(2);
  console.log(`run ${run}: deploy ${seconds.toFixed(0)} s, longest chain ${chain.seconds} s, ratio ${ratio}`);
  console.log(`  ${chain.steps.join(" → ")}`);
}

async function emptyAccount(): Promise<void> {
  await removeAccount();
  const onProgress = () => undefined;
  await startCloud({ name: CLOUD, root: ROOT, domain: dns.domain, runtime: "process", onProgress });
  cdktf("bootstrap");
}

function cdktf(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CDKTF, ...args], {
    cwd: ROOT,
    env: { ...process.env, LOCAL_CLOUD: CLOUD },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`cdktf ${args[0]} ended with exit code ${status}:\n${stdout}${stderr}`);
}

async function removeAccount(): Promise<void> {
  await stopCloud({ root: ROOT, name: CLOUD });
  rmSync(join(ROOT, ".local/cloud", CLOUD), { recursive: true, force: true });
}

main();
