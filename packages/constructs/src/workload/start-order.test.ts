import { inStartOrder } from "./start-order";

describe("the order of a task's containers", () => {
  it("is that of the description where nobody waits", () => {
    expect(inStartOrder([{ name: "web" }, { name: "otel" }]).map(({ name }) => name)).toEqual(["web", "otel"]);
  });

  it("puts each behind those that it waits for, over several steps", () => {
    const containers = [
      { name: "web", dependsOn: { otel: "HEALTHY" } },
      { name: "cache" },
      { name: "otel", dependsOn: { prepare: "SUCCESS" } },
      { name: "prepare" },
    ] as const;
    expect(inStartOrder(containers).map(({ name }) => name)).toEqual(["prepare", "otel", "web", "cache"]);
  });

  it("is refused where one waits for a container that is not there, or for itself", () => {
    expect(() => inStartOrder([{ name: "web", dependsOn: { otel: "START" } }])).toThrow(
      '"web" waits for "otel", which is not in the task',
    );
    const circle = [
      { name: "web", dependsOn: { otel: "START" } },
      { name: "otel", dependsOn: { web: "START" } },
    ] as const;
    expect(() => inStartOrder(circle)).toThrow("web waits for otel waits for web: none of them can start");
  });
});
