import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { RunnerError } from "../runner-error";

/** After this long without a sign of life the lock of a killed run is taken over. */
const STALE_MS = 20_000;

/**
 * Keeps other runs of this checkout out of an environment's output folder until the returned function is called.
 * @throws RunnerError that names the process that works there.
 */
export async function holdEnvironment(output: string, environment: string): Promise<() => Promise<void>> {
  const holder = join(output, ".run.json");
  try {
    const release = await lock(output, {
      lockfilePath: join(output, ".run.lock"),
      stale: STALE_MS,
      // Somebody removed the folder. What runs must still come to its end.
      onCompromised: () => undefined,
    });
    writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }));
    return () => release().catch(() => undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    throw new RunnerError(
      `another run works on "${environment}" in this checkout${holderText(holder)}; wait until it has ended (a killed one frees it after ${STALE_MS / 1000} s)`,
    );
  }
}

function holderText(file: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(file, "utf8")) as { readonly pid: number; readonly since: string };
    return ` (process ${pid}, since ${since})`;
  } catch {
    return ""; // it has only just begun, or just ended
  }
}
