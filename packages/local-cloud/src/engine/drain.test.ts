import { Drain } from "./drain";

async function durationOf(work: Promise<void>): Promise<number> {
  const started = Date.now();
  await work;
  return Date.now() - started;
}

describe("the drain before a task is stopped", () => {
  it("leaves requests in flight some time", async () => {
    expect(await durationOf(new Drain(100).wait())).toBeGreaterThanOrEqual(95);
  });

  it("ends at once when the cloud is stopped, and is skipped from then on", async () => {
    const drain = new Drain(60_000);
    const waiting = Promise.all([drain.wait(), drain.wait()]).then(() => undefined);
    drain.skip();
    expect(await durationOf(waiting)).toBeLessThan(1000);
    expect(await durationOf(drain.wait())).toBeLessThan(1000);
  });
});
