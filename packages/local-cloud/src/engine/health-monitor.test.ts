import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, HealthMonitor, type HealthTimings, timingsOf } from "./health-monitor";

const TIMINGS: HealthTimings = { intervalMs: 10_000, timeoutMs: 5000, retries: 3, startPeriodMs: 0 };

/** Milliseconds that have passed for the monitor: whoever sleeps wakes at once, and later. */
let elapsedMs: number;
const clock: Clock = {
  now: () => elapsedMs,
  sleep: async (milliseconds) => {
    elapsedMs += milliseconds;
  },
};
beforeEach(() => {
  elapsedMs = 0;
});

const never = () => new Promise<boolean>(() => undefined);

function monitor(options: {
  readonly timings?: Partial<HealthTimings>;
  readonly probe: () => Promise<boolean>;
  readonly isRunning?: () => boolean;
}): HealthMonitor {
  return new HealthMonitor({ isRunning: () => true, clock, ...options, timings: { ...TIMINGS, ...options.timings } });
}

describe("a container that starts", () => {
  it("has ECS's timings where its health check names none", () => {
    const defaults = { intervalMs: 30_000, timeoutMs: 5000, retries: 3, startPeriodMs: 0 };
    expect(timingsOf({ command: ["CMD", "true"] })).toEqual(defaults);
    const check = { command: ["CMD", "true"], interval: 10, timeout: 2, retries: 5, startPeriod: 20 };
    expect(timingsOf(check)).toEqual({ intervalMs: 10_000, timeoutMs: 2000, retries: 5, startPeriodMs: 20_000 });
  });

  it("is healthy at the first check that passes, before the first interval is over", async () => {
    const watch = monitor({ probe: async () => true });
    expect(await watch.becomesHealthy()).toBe(true);
  });

  it("is unhealthy after as many intervals as there are retries", async () => {
    expect(await monitor({ probe: async () => false }).becomesHealthy()).toBe(false);
    // ECS checks at 10, 20 and 30 s; the third failure is one too many.
    expect(elapsedMs).toBe(30_000);
  });

  it("gets the first interval even with a single retry", async () => {
    const watch = monitor({ timings: { retries: 1 }, probe: async () => elapsedMs > 9000 });
    expect(await watch.becomesHealthy()).toBe(true);
  });

  it("is not held to failures in its start period", async () => {
    const watch = monitor({ timings: { startPeriodMs: 25_000, retries: 2 }, probe: async () => false });
    expect(await watch.becomesHealthy()).toBe(false);
    // The checks at 10 and 20 s do not count, those at 30 and 40 s do.
    expect(elapsedMs).toBe(40_000);
  });

  it("is unhealthy as soon as it has ended", async () => {
    const watch = monitor({ probe: async () => false, isRunning: () => false });
    expect(await watch.becomesHealthy()).toBe(false);
  });

  it("fails a check that does not answer in time", async () => {
    const watch = monitor({ timings: { timeoutMs: 1, retries: 1 }, probe: never });
    expect(await watch.becomesHealthy()).toBe(false);
  });

  it("is not waited for any longer when it is stopped", async () => {
    const watch = monitor({ probe: async () => false });
    const healthy = watch.becomesHealthy();
    watch.stop();
    expect(await healthy).toBe(false);
    expect(elapsedMs).toBeLessThan(1000);
  });
});

describe("a healthy container", () => {
  it("becomes unhealthy when its check fails as often in a row as there are retries", async () => {
    const results = [false, false, true, false, false, false, true];
    let checks = 0;
    const watch = monitor({ probe: async () => results[checks++] ?? true });
    await watch.becomesUnhealthy();
    expect(checks).toBe(6);
  });

  it("becomes unhealthy when its check hangs", async () => {
    await monitor({ timings: { timeoutMs: 1 }, probe: never }).becomesUnhealthy();
  });

  it("is not checked any more when it was stopped or has ended by itself", async () => {
    let checks = 0;
    const probe = async () => {
      checks += 1;
      return false;
    };
    const stopped = monitor({ probe });
    const ended = monitor({ probe, isRunning: () => false });
    const unhealthy = Promise.race([stopped.becomesUnhealthy(), ended.becomesUnhealthy()]).then(() => "unhealthy");
    stopped.stop();
    expect(await Promise.race([unhealthy, sleep(50, "left alone")])).toBe("left alone");
    expect(checks).toBe(0);
  });
});
