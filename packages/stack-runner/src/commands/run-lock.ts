import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identify, isRunning, type ProcessIdentity } from "@app/processes";
import { lock } from "proper-lockfile";
import { RunnerError } from "../runner-error";

/** After this long without a sign of life a lock is taken over whose holder nobody knows. */
export const STALE_MS = 20_000;
const GUARD_RETRIES = { retries: 100, minTimeout: 50, maxTimeout: 200 };

/**
 * Keeps other runs of this checkout out of an environment's output folder until the returned function is called. The lock of
 * a run that was killed is taken over.
 * @throws RunnerError that names the process that works there.
 */
export async function holdEnvironment(output: string, environment: string): Promise<() => Promise<void>> {
  // Whoever looks at the lock and its holder does so alone, so that no two take over the same one.
  const guard = await lock(join(output, ".run.guard"), { realpath: false, stale: STALE_MS, retries: GUARD_RETRIES });
  try {
    const release = (await tryToHold(output)) ?? (await takeOver(output));
    if (release) return release;
    throw new RunnerError(busyText(environment, readHolder(output)));
  } finally {
    await guard().catch(() => undefined);
  }
}

/** Undefined while its holder is alive, or not known. */
async function takeOver(output: string): Promise<(() => Promise<void>) | undefined> {
  const holder = readHolder(output);
  if (!holder || isRunning(holder)) return undefined;
  rmSync(lockFolder(output), { recursive: true, force: true });
  return tryToHold(output);
}

async function tryToHold(output: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const release = await lock(output, {
      lockfilePath: lockFolder(output),
      stale: STALE_MS,
      // Somebody removed the folder. What runs must still come to its end.
      onCompromised: () => undefined,
    });
    writeFileSync(holderFile(output), JSON.stringify({ ...identify(process.pid), since: new Date().toISOString() }));
    return () => release().catch(() => undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    return undefined;
  }
}

export function lockFolder(output: string): string {
  return join(output, ".run.lock");
}

export interface Holder extends ProcessIdentity {
  readonly since: string;
}

function holderFile(output: string): string {
  return join(output, ".run.json");
}

/** Undefined where an earlier version wrote none, or somebody removed it. */
export function readHolder(output: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(output), "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function busyText(environment: string, holder: Holder | undefined): string {
  const who = holder ? `process ${holder.pid}, since ${holder.since}` : "nobody knows which process";
  return `another run works on "${environment}" in this checkout (${who}); wait until it has ended`;
}
