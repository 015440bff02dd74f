import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "@app/processes";
import { isGroupRunning, killGroup } from "./group";

const POLL_MS = 50;

/**
 * Ends a process that we started, with its group: SIGTERM, then SIGKILL when it is still there after `patienceMs`.
 * What is left of the group when the process has ended is killed, as in a container; its ports are free on return.
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
  while (isGroupRunning(identity.pid)) await sleep(POLL_MS);
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  // Itself where it leads no group.
  for (const target of [-identity.pid, identity.pid]) {
    if (!isRunning(identity)) return;
    try {
      process.kill(target, name);
      return;
    } catch {
      // no such group, or gone in between
    }
  }
}
