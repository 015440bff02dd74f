import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "@app/processes";
import { check } from "proper-lockfile";
import { outputFolder, type Project } from "../project/project";
import { lockFolder, readHolder, STALE_MS } from "./run-lock";

const POLL_MS = 500;

/**
 * Ends the run that works on an environment of this checkout, as Ctrl-C at its terminal would: nothing new starts, and
 * every Terraform finishes what is under way, saves its state and releases its lock. Resolves when it has ended.
 */
export async function endCurrentRun(
  project: Project,
  environment: string,
  onProgress: (line: string) => void,
): Promise<void> {
  const output = outputFolder(project, environment);
  if (!(await isHeld(output))) return;
  const pid = readHolder(output)?.pid;
  onProgress(
    `a run works on "${environment}"${pid === undefined ? "" : ` (process ${pid})`}; it is asked to finish what is under way, and waited for`,
  );
  if (pid !== undefined) interrupt(pid);
  while (await isHeld(output)) await sleep(POLL_MS);
}

/** False as well where the run was killed, and where there never was one. */
async function isHeld(output: string): Promise<boolean> {
  const holder = readHolder(output);
  if (holder && !isRunning(holder)) return false;
  return check(output, { lockfilePath: lockFolder(output), stale: STALE_MS }).catch(() => false);
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // It has just ended, or was killed.
  }
}
