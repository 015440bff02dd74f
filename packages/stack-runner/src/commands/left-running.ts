import { setTimeout as sleep } from "node:timers/promises";
import type { Reporter } from "../report/reporter";
import { Interrupted } from "../runner-error";
import type { Interruption } from "../schedule/interruption";
import type { LeftRunning, RunningTerraforms } from "../terraform/running";
import { parseUiEvent } from "../terraform/ui-events";

const LOOK_MS = 200;

/**
 * Waits until every Terraform has ended that a killed run left behind: it saves its state and releases its lock by itself. What
 * it said last is told.
 * @throws Interrupted when the person does not want to wait; those go on.
 */
export async function awaitLeftRunning(
  terraforms: RunningTerraforms,
  reporter: Reporter,
  interruption: Interruption,
): Promise<void> {
  const left = terraforms.left();
  for (const one of left.filter((found) => found.isRunning())) reporter.stack(one.stackId, stillText(one));
  for (const one of left) {
    const wasRunning = one.isRunning();
    while (one.isRunning()) {
      if (interruption.happened) {
        throw new Interrupted(`interrupted; process ${one.pid} goes on with the ${one.args[0]} of ${one.stackId}`);
      }
      await sleep(LOOK_MS, undefined, { signal: interruption.signal }).catch(() => undefined);
    }
    reporter.stack(one.stackId, endText(one, wasRunning));
    one.forget();
  }
}

function stillText({ args, pid, since }: LeftRunning): string {
  return `the run that began its ${args[0]} was killed; Terraform (process ${pid}, since ${since}) goes on with it: waiting for its end`;
}

function endText(left: LeftRunning, wasRunning: boolean): string {
  const last = left
    .lines()
    .map((line) => parseUiEvent(line)?.["@message"] ?? line)
    .at(-1);
  const end = wasRunning ? "has ended" : "ended as well";
  return `the ${left.args[0]} that a killed run began ${end}${last ? `; its last words: ${last}` : ""}`;
}
