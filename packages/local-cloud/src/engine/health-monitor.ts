import { setTimeout as sleep } from "node:timers/promises";
import type { HealthCheck } from "@aws-sdk/client-ecs";

/** Nobody wants to wait for the first interval on a laptop: a container that starts is looked at more often. */
const STARTING_INTERVAL_MS = 500;

/** Timings of a container's health check, with ECS's defaults. */
export interface HealthTimings {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Failures in a row that make the container unhealthy. */
  readonly retries: number;
  /** After the start, while failures do not count. */
  readonly startPeriodMs: number;
}

export function timingsOf({ interval = 30, timeout = 5, retries = 3, startPeriod = 0 }: HealthCheck): HealthTimings {
  return {
    intervalMs: interval * 1000,
    timeoutMs: timeout * 1000,
    retries,
    startPeriodMs: startPeriod * 1000,
  };
}

/** Time as a monitor sees it; tests have one that passes at once. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

const CLOCK: Clock = { now: Date.now, sleep: (milliseconds) => sleep(milliseconds, undefined, { ref: false }) };

export interface HealthMonitorOptions {
  readonly timings: HealthTimings;
  /** One run of the health check; true when it passed. */
  readonly probe: () => Promise<boolean>;
  /** Whether the container still runs. */
  readonly isRunning: () => boolean | Promise<boolean>;
  readonly clock?: Clock;
}

/** Watches one container by its health check, as the ECS agent does. */
export class HealthMonitor {
  private stopped = false;

  constructor(private readonly options: HealthMonitorOptions) {}

  /** True at the first check that passes; false when the container exits before that, or when ECS would give it up. */
  async becomesHealthy(): Promise<boolean> {
    const { timings, isRunning, clock = CLOCK } = this.options;
    const deadline = clock.now() + unhealthyAfterMs(timings);
    while (!this.stopped && (await isRunning())) {
      if (await this.passes()) return true;
      if (clock.now() >= deadline) return false;
      await clock.sleep(Math.min(STARTING_INTERVAL_MS, timings.intervalMs));
    }
    return false;
  }

  /** Resolves when a healthy container has failed as often in a row as its health check allows. */
  async becomesUnhealthy(): Promise<void> {
    const { timings, isRunning, clock = CLOCK } = this.options;
    let failures = 0;
    while (failures < timings.retries) {
      await clock.sleep(timings.intervalMs);
      if (this.stopped || !(await isRunning())) return new Promise(() => {});
      failures = (await this.passes()) ? 0 : failures + 1;
    }
  }

  stop(): void {
    this.stopped = true;
  }

  /** A check that does not answer in time has failed; what it started is not waited for. */
  private async passes(): Promise<boolean> {
    const { timings, probe } = this.options;
    const answered = new AbortController();
    const late = sleep(timings.timeoutMs, false, { signal: answered.signal }).catch(() => false);
    try {
      return await Promise.race([probe(), late]);
    } finally {
      answered.abort();
    }
  }
}

/**
 * When a container that fails every check is unhealthy. ECS checks once per interval, the first time after one interval;
 * failures of checks that begin in the start period do not count.
 */
function unhealthyAfterMs({ intervalMs, retries, startPeriodMs }: HealthTimings): number {
  const firstThatCounts = Math.max(1, Math.ceil(startPeriodMs / intervalMs));
  return (firstThatCounts + retries - 1) * intervalMs;
}
