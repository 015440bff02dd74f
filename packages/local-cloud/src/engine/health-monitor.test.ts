import { setTimeout as sleep } from "node:timers/promises";
import { HealthMonitor, type HealthTimings, timingsOf } from "./health-monitor";

/** Timings of a task definition, a hundred times as fast. */
const TIMINGS: HealthTimings = { intervalMs: 100, timeoutMs: 1000, retries: 3, startPeriodMs: 0 };
const never = () => new Promise<boolean>(() => undefined);

function monitor(options: {
  readonly timings?: Partial<HealthTimings>;
  readonly probe: () => Promise<boolean>;
  readonly isRunning?: () => boolean;
}): HealthMonitor {
  return new HealthMonitor({ isRunning: () => true, ...options, timings: { ...TIMINGS, ...options.timings } });
}

async function timed<Result>(work: Promise<Result>): Promise<{ result: Result; elapsedMs: number }> {
  const started = Date.now();
  const result = await work;
  return { result, elapsedMs: Date.now() - started };
}

describe("a container that starts", () => {
  it("has ECS's timings where its health check names none", () => {
    const defaults = { intervalMs: 30_000, timeoutMs: 5000, retries: 3, startPeriodMs: 0 };
    expect(timingsOf({ command: ["CMD", "true"] })).toEqual(defaults);
    const check = { command: ["CMD", "true"], interval: 10, timeout: 2, retries: 5, startPeriod: 20 };
    expect(timingsOf(check)).toEqual({ intervalMs: 10_000, timeoutMs: 2000, retries: 5, startPeriodMs: 20_000 });
  });

  it("is healthy at the first check that passes, before the first interval is over", async () => {
    const watch = monitor({ timings: { intervalMs: 60_000 }, probe: async () => true });
    expect(await watch.becomesHealthy()).toBe(true);
  });

  it("is unhealthy after as many intervals as there are retries", async () => {
    const { result, elapsedMs } = await timed(monitor({ probe: async () => false }).becomesHealthy());
    expect(result).toBe(false);
    // ECS checks at 100, 200 and 300 ms; the third failure is one too many.
    expect(elapsedMs).toBeGreaterThanOrEqual(295);
    expect(elapsedMs).toBeLessThan(900);
  });

  it("gets the first interval even with a single retry", async () => {
    const started = Date.now();
    const watch = monitor({ timings: { intervalMs: 300, retries: 1 }, probe: async () => Date.now() - started > 150 });
    expect(await watch.becomesHealthy()).toBe(true);
  });

  it("is not held to failures in its start period", async () => {
    const watch = monitor({ timings: { startPeriodMs: 250, retries: 2 }, probe: async () => false });
    const { result, elapsedMs } = await timed(watch.becomesHealthy());
    expect(result).toBe(false);
    // The checks at 100 and 200 ms do not count, those at 300 and 400 ms do.
    expect(elapsedMs).toBeGreaterThanOrEqual(395);
    expect(elapsedMs).toBeLessThan(1000);
  });

  it("is unhealthy as soon as it has ended", async () => {
    const watch = monitor({ timings: { intervalMs: 60_000 }, probe: async () => false, isRunning: () => false });
    expect(await watch.becomesHealthy()).toBe(false);
  });

  it("fails a check that does not answer in time", async () => {
    const watch = monitor({ timings: { timeoutMs: 20, retries: 1 }, probe: never });
    expect(await watch.becomesHealthy()).toBe(false);
  });

  it("is not waited for any longer when it is stopped", async () => {
    const watch = monitor({ timings: { intervalMs: 10_000 }, probe: async () => false });
    const healthy = watch.becomesHealthy();
    watch.stop();
    expect(await healthy).toBe(false);
  });
});

describe("a healthy container", () => {
  it("becomes unhealthy when its check fails as often in a row as there are retries", async () => {
    const results = [false, false, true, false, false, false, true];
    let checks = 0;
    const watch = monitor({ timings: { intervalMs: 10 }, probe: async () => results[checks++] ?? true });
    await watch.becomesUnhealthy();
    expect(checks).toBe(6);
  });

  it("becomes unhealthy when its check hangs", async () => {
    await monitor({ timings: { intervalMs: 10, timeoutMs: 10 }, probe: never }).becomesUnhealthy();
  });

  it("is not checked any more when it was stopped or has ended by itself", async () => {
    let checks = 0;
    const probe = async () => {
      checks += 1;
      return false;
    };
    const stopped = monitor({ timings: { intervalMs: 10 }, probe });
    const ended = monitor({ timings: { intervalMs: 10 }, probe, isRunning: () => false });
    const unhealthy = Promise.race([stopped.becomesUnhealthy(), ended.becomesUnhealthy()]).then(() => "unhealthy");
    stopped.stop();
    expect(await Promise.race([unhealthy, sleep(100, "left alone")])).toBe("left alone");
    expect(checks).toBe(0);
  });
});
