import { ecsLabels, serveEcs } from "../fixtures/emulated-ecs";
import type { LoopbackServer } from "../fixtures/loopback-server";
import { ContainerDefinitions } from "./container-definition";

let ecs: LoopbackServer;
let definitions: ContainerDefinitions;

beforeAll(async () => {
  ecs = await serveEcs({
    "flask:3": [
      { name: "sidecar", image: "sidecar@sha256:1" },
      { name: "web", image: "web@sha256:2", healthCheck: { command: ["CMD", "true"], interval: 7 } },
    ],
  });
  definitions = new ContainerDefinitions(ecs);
});
afterAll(() => ecs.close());

describe("a container's definition", () => {
  it("is looked up by the labels that ECS put on the container", async () => {
    const found = await definitions.of(ecsLabels("flask", "3", "web"));
    expect(found).toEqual({
      name: "web",
      image: "web@sha256:2",
      healthCheck: { command: ["CMD", "true"], interval: 7 },
    });
  });

  it("is none for a container that ECS did not start", async () => {
    expect(await definitions.of({})).toBeUndefined();
    expect(await definitions.of({ maintainer: "somebody" })).toBeUndefined();
  });

  it("is refused when the task definition has no such container", async () => {
    const asked = definitions.of(ecsLabels("flask", "3", "worker"));
    await expect(asked).rejects.toThrow('task definition flask:3 has no container "worker"');
  });

  it("is refused in ECS's words when there is no such task definition", async () => {
    await expect(definitions.of(ecsLabels("flask", "4", "web"))).rejects.toThrow("Unable to describe task definition.");
  });
});
