import { isAwaitedToEnd, TaskNetworks } from "./task-networks";

const body = {
  Image: "web",
  Hostname: "web",
  ExposedPorts: { "80/tcp": {} },
  HostConfig: { Init: true, ExtraHosts: ["a:b"], PortBindings: {} },
};

describe("the network of a task in Docker", () => {
  it("is that of its first container, which all others join", () => {
    const networks = new TaskNetworks();
    expect(networks.joined("task", body)).toBe(body);
    networks.add("task", "otel", false);
    expect(networks.joined("task", body)).toEqual({
      Image: "web",
      HostConfig: { Init: true, NetworkMode: "container:otel" },
    });
    networks.add("task", "web", false);
    expect(networks.ownerOf("web")).toBe("otel");
    expect(networks.joined("other", body)).toBe(body);
  });

  it("is not that of a container which ends before the others start", () => {
    const networks = new TaskNetworks();
    networks.add("task", "prepare", true);
    expect(networks.joined("task", body)).toBe(body);
    networks.add("task", "web", false);
    expect([networks.ownerOf("prepare"), networks.ownerOf("web")]).toEqual(["prepare", "web"]);
    expect([networks.isApart("prepare"), networks.isApart("web")]).toEqual([true, false]);
  });

  it("is forgotten with the last container of the task", () => {
    const networks = new TaskNetworks();
    networks.add("task", "otel", false);
    networks.forget("task", "web", false);
    expect(networks.joined("task", body)).not.toBe(body);
    networks.forget("task", "otel", true);
    expect(networks.joined("task", body)).toBe(body);
  });

  it.each([
    ["START", false],
    ["HEALTHY", false],
    ["COMPLETE", true],
    ["SUCCESS", true],
  ] as const)("knows whether another waits for its end: %s", (condition, awaited) => {
    const web = { name: "web", dependsOn: [{ containerName: "prepare", condition }] };
    expect(isAwaitedToEnd({ name: "prepare" }, [web])).toBe(awaited);
  });
});
