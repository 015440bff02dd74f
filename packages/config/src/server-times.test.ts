import { serverTimes } from "./server-times";

const alb = { idleTimeoutSeconds: 60, deregistrationDelaySeconds: 30 };

describe("the times of a server", () => {
  it("keep connections longer than the load balancer does", () => {
    expect(serverTimes({ ...alb, idleTimeoutSeconds: 120 }, { stopTimeoutSeconds: 30 }).keepAliveSeconds).toBe(125);
  });

  it.each([
    [2, 0, 1],
    [15, 0, 10],
    [30, 15, 25],
    [45, 30, 40],
    [120, 30, 115],
  ])("fit answering and ending into a stop timeout of %i seconds", (stopTimeoutSeconds, drain, graceful) => {
    expect(serverTimes(alb, { stopTimeoutSeconds })).toMatchObject({
      drainSeconds: drain,
      gracefulTimeoutSeconds: graceful,
    });
  });

  it("answer no longer than a task takes to leave the load balancer", () => {
    expect(serverTimes({ ...alb, deregistrationDelaySeconds: 2 }, { stopTimeoutSeconds: 120 }).drainSeconds).toBe(2);
  });
});
