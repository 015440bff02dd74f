import { defaultRequestsPerMinute, defaultWorkers } from "./server-size";

describe("the size of a server", () => {
  it.each([
    [256, 1],
    [1024, 1],
    [2048, 2],
    [16384, 16],
  ])("is for %i CPU units %i workers", (cpu, workers) => {
    expect(defaultWorkers(cpu)).toBe(workers);
  });

  it("lets scaling expect more of a larger task", () => {
    expect([256, 512].map(defaultRequestsPerMinute)).toEqual([1792, 3584]);
  });
});
