import { setTimeout as sleep } from "node:timers/promises";
import type { HealthCheck } from "@aws-sdk/client-ecs";

/** Nobody wants to wait for Fargate's first interval on a laptop. */
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

export interface HealthMonitorOptions {
  readonly timings: HealthTimings;
  /** One run of the health check; true when it passed. */
  readonly probe: () => Promise<boolean>;
  /** Whether the container still runs. */
  readonly isRunning: () => boolean | Promise<boolean>;
}

/** Watches one container by its health check, as the ECS agent does. */
export class HealthMonitor {
  private stopped = false;

  constructor(private readonly options: HealthMonitorOptions) {}

  /** True at the first check that passes; false when too many fail or the container exits before that. */
  async becomesHealthy(): Promise<boolean> {
    const { timings, probe, isRunning } = this.options;
    const counting = Date.now() + timings.startPeriodMs;
    let failures = 0;
    let counted = 0;
    while (!this.stopped && (await isRunning())) {
      if (await probe()) return true;
      // Checks come faster than they would on Fargate: only one per interval counts.
      if (Date.now() > counting + counted * timings.intervalMs) {
        counted += 1;
        failures += 1;
      }
      if (failures >= timings.retries) return false;
      await sleep(STARTING_INTERVAL_MS);
    }
    return false;
  }

  /** Resolves when a healthy container has failed as often in a row as its health check allows. */
  async becomesUnhealthy(): Promise<void> {
    const { timings, probe, isRunning } = this.options;
    let failures = 0;
    while (failures < timings.retries) {
      await sleep(timings.intervalMs, undefined, { ref: false });
      if (this.stopped || !(await isRunning())) return new Promise(() => {});
      failures = (await probe()) ? 0 : failures + 1;
    }
  }

  stop(): void {
    this.stopped = true;
  }
}
