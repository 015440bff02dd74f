import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { RunnerError } from "../runner-error";

/** After this long without a sign of life the lock of a killed run is taken over. */
export const STALE_MS = 20_000;

/**
 * Keeps other runs of this checkout out of an environment's output folder until the returned function is called.
 * @throws RunnerError that names the process that works there.
 */
export async function holdEnvironment(output: string, environment: string): Promise<() => Promise<void>> {
  try {
    const release = await lock(output, {
      lockfilePath: lockOf(output),
      stale: STALE_MS,
      // Somebody removed the folder. What runs must still come to its end.
      onCompromised: () => undefined,
    });
    writeFileSync(holderFile(output), JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
    return () => release().catch(() => undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    throw new RunnerError(
      `another run works on "${environment}" in this checkout${holderText(output)}; wait until it has ended (a killed one frees it after ${STALE_MS / 1000} s)`,
    );
  }
}

export function lockOf(output: string): string {
  return join(output, ".run.lock");
}

/** The process that works in the folder; undefined where it has only just begun, or just ended. */
export function readHolder(output: string): { readonly pid: number; readonly since: string } | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(output), "utf8"));
  } catch {
    return undefined;
  }
}

function holderText(output: string): string {
  const holder = readHolder(output);
  return holder === undefined ? "" : ` (process ${holder.pid}, since ${holder.since})`;
}

function holderFile(output: string): string {
  return join(output, ".run.json");
}
