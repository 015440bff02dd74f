import { TaskMembers } from "./task-members";

const member = (name: string, { healthy = true, exitCode = 0, dependsOn = {} as Record<string, "START"> } = {}) => ({
  id: `${name}-id`,
  name,
  dependsOn: Object.entries(dependsOn).map(([containerName, condition]) => ({ containerName, condition })),
  healthy: Promise.resolve(healthy),
  exited: () => Promise.resolve(exitCode),
});

describe("a container of a task", () => {
  const members = new TaskMembers();
  members.join("task", member("otel", { healthy: false, exitCode: 3 }));
  members.join("task", member("cache"));

  it.each([
    ["otel", "START", undefined],
    ["otel", "COMPLETE", undefined],
    ["otel", "SUCCESS", 'it waits for the success of "otel", which ended with exit code 3'],
    ["otel", "HEALTHY", 'it waits for "otel", which did not become healthy'],
    ["cache", "SUCCESS", undefined],
    ["cache", "HEALTHY", undefined],
    ["web", "START", 'it waits for "web", which was not started before it'],
  ] as const)("that waits for %s to be %s: %s", async (containerName, condition, obstacle) => {
    expect(await members.obstacle("task", [{ containerName, condition }])).toBe(obstacle);
  });

  it("waits for nobody in another task", async () => {
    expect(await members.obstacle("other", [{ containerName: "otel", condition: "START" }])).toBe(
      'it waits for "otel", which was not started before it',
    );
  });

  it("knows who waits for it, until they leave", () => {
    const task = new TaskMembers();
    task.join("task", member("otel"));
    task.join("task", member("web", { dependsOn: { otel: "START" } }));
    expect(task.dependents("task", "otel").map(({ name }) => name)).toEqual(["web"]);
    expect(task.leave("task", "web-id")).toBe(false);
    expect(task.dependents("task", "otel")).toEqual([]);
    expect(task.leave("task", "otel-id")).toBe(true);
  });
});
