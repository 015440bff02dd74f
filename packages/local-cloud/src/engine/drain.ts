import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for requests that the load balancer sent before it let go of the target. */
const DRAIN_MS = 2000;
export const DEFAULT_STOP_TIMEOUT_SECONDS = 30;

/** The pause between deregistering a target and stopping its task. */
export class Drain {
  private readonly abort = new AbortController();

  constructor(private readonly pauseMs = DRAIN_MS) {}

  async wait(): Promise<void> {
    await sleep(this.pauseMs, undefined, { signal: this.abort.signal }).catch(() => undefined);
  }

  /** Ends the pauses that run, and skips those to come. */
  skip(): void {
    this.abort.abort();
  }
}
