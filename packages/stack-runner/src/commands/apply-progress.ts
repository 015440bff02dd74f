import type { Stack } from "../stacks/stack";
import type { UiEvent } from "../terraform/ui-events";
import type { Session } from "./session";

const PROGRESS_INTERVAL_MS = 10_000;

/** Says now and then how far an apply is and what it waits for; `total` is how many resources it changes. */
export function applyProgress(
  { reporter }: Session,
  stack: Stack,
  total: number | undefined,
): (event: UiEvent) => void {
  const running = new Set<string>();
  let done = 0;
  let last = Date.now();
  return ({ type, hook }) => {
    const address = hook?.resource?.addr;
    if (address === undefined) return;
    if (type === "apply_start") running.add(address);
    if (type === "apply_complete" || type === "apply_errored") {
      running.delete(address);
      done += 1;
    }
    if (Date.now() - last < PROGRESS_INTERVAL_MS) return;
    last = Date.now();
    const waiting = [...running].slice(0, 2).join(", ") + (running.size > 2 ? " …" : "");
    reporter.stack(
      stack.id,
      `applying ${done}${total === undefined ? "" : `/${total}`}${waiting ? `, waiting for ${waiting}` : ""}`,
    );
  };
}
