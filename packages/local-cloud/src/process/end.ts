import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "./identity";

const POLL_MS = 50;

/**
 * Ends a process that we started, with its group: SIGTERM, then SIGKILL when it is still there after `patienceMs`.
 * A process that has ended, or whose number belongs to another one by now, is left alone.
 */
export async function endProcess(identity: ProcessIdentity, patienceMs: number): Promise<void> {
  signal(identity, "SIGTERM");
  const deadline = Date.now() + patienceMs;
  while (isRunning(identity) && Date.now() < deadline) await sleep(POLL_MS);
  signal(identity, "SIGKILL");
  while (isRunning(identity)) await sleep(POLL_MS);
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
