import { Drain } from "./drain";

describe("the drain before a task is stopped", () => {
  it("leaves requests in flight some time", async () => {
    const started = Date.now();
    await new Drain(100).wait("one");
    expect(Date.now() - started).toBeGreaterThanOrEqual(95);
  });

  it("is one for all containers of a task", async () => {
    const drain = new Drain(100);
    await drain.wait("one");
    const started = Date.now();
    await drain.wait("one");
    expect(Date.now() - started).toBeLessThan(90);
  });

  it("ends at once when the cloud is stopped, and is skipped from then on", async () => {
    // Longer than a test may take.
    const drain = new Drain(600_000);
    const waiting = [drain.wait("one"), drain.wait("two")];
    drain.skip();
    await Promise.all([...waiting, drain.wait("three")]);
  });
});
