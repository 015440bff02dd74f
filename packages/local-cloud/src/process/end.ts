import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "./identity";

const POLL_MS = 50;

/**
 * Ends a process that we started, with its group: SIGTERM, then SIGKILL when it is still there after `patienceMs`.
 * What is left of the group when the process has ended is killed, as in a container.
 * A process that has ended, or whose number belongs to another one by now, is left alone.
 */
export async function endProcess(identity: ProcessIdentity, patienceMs: number): Promise<void> {
  if (!isRunning(identity)) return;
  signal(identity, "SIGTERM");
  const deadline = Date.now() + patienceMs;
  while (isRunning(identity) && Date.now() < deadline) await sleep(POLL_MS);
  signal(identity, "SIGKILL");
  while (isRunning(identity)) await sleep(POLL_MS);
  killGroup(identity.pid);
}

/** Kills the members of the group that a process of this number leads or has just led. */
export function killGroup(leaderPid: number): void {
  try {
    process.kill(-leaderPid, "SIGKILL");
  } catch {
    // nobody left
  }
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(-identity.pid, name);
  } catch {
    // Not a group leader, or gone in between.
    if (isRunning(identity)) process.kill(identity.pid, name);
  }
}
