import { Drain } from "./drain";

describe("the drain before a task is stopped", () => {
  it("leaves requests in flight some time", async () => {
    const started = Date.now();
    await new Drain(100).wait();
    expect(Date.now() - started).toBeGreaterThanOrEqual(95);
  });

  it("ends at once when the cloud is stopped, and is skipped from then on", async () => {
    // Longer than a test may take.
    const drain = new Drain(600_000);
    const waiting = [drain.wait(), drain.wait()];
    drain.skip();
    await Promise.all([...waiting, drain.wait()]);
  });
});
