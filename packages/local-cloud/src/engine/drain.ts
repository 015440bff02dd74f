import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for requests that the load balancer sent before it let go of the target. */
const DRAIN_MS = 2000;
export const DEFAULT_STOP_TIMEOUT_SECONDS = 30;

/** The pause between deregistering a target and stopping its task. */
export class Drain {
  private readonly abort = new AbortController();
  private readonly drained = new Set<string>();

  constructor(private readonly pauseMs = DRAIN_MS) {}

  /** Once for each task, whose containers stop one after the other. */
  async wait(task: string): Promise<void> {
    if (this.drained.has(task)) return;
    this.drained.add(task);
    await sleep(this.pauseMs, undefined, { signal: this.abort.signal }).catch(() => undefined);
  }

  /** Ends the pauses that run, and skips those to come. */
  skip(): void {
    this.abort.abort();
  }
}
