import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerClient, dockerSocket } from "./docker-client";
import { EngineError } from "./engine-error";
import { sendJson } from "./engine-server";

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "docker-client-"));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function engine(listener: RequestListener): Promise<DockerClient> {
  const socket = join(folder, "docker.sock");
  server = createServer(listener).listen(socket);
  await once(server, "listening");
  return new DockerClient(socket);
}

describe("the socket of the Docker engine", () => {
  it.each([
    [{}, "/var/run/docker.sock"],
    [{ DOCKER_HOST: "" }, "/var/run/docker.sock"],
    [{ DOCKER_HOST: "unix:///run/user/1000/docker.sock" }, "/run/user/1000/docker.sock"],
    [{ DOCKER_HOST: "tcp://127.0.0.1:2375" }, undefined],
  ])("in %j is %s", (environment, socket) => {
    expect(dockerSocket(environment)).toBe(socket);
  });
});

describe("a Docker engine", () => {
  it("answers, or does not", async () => {
    expect(await new DockerClient(join(folder, "docker.sock")).answers()).toBe(false);
    const docker = await engine((_, response) => response.end("OK"));
    expect(await docker.answers()).toBe(true);
  });

  it("does not answer when it hangs", async () => {
    const docker = await engine(() => undefined);
    expect(await docker.answers(50)).toBe(false);
  });

  it.each([
    ["chose a gateway", [{ Subnet: "172.17.0.0/16", Gateway: "172.17.0.9" }], "172.17.0.9"],
    ["left it to Docker", [{ Subnet: "fd00::/64" }, { Subnet: "172.17.0.0/16" }], "172.17.0.1"],
  ])("tells where containers reach this machine, where somebody %s", async (_, Config, address) => {
    const docker = await engine((_, response) => sendJson(response, 200, { IPAM: { Config } }));
    expect(await docker.hostAddress()).toBe(address);
  });

  it("says so where containers have no network that leads here", async () => {
    const docker = await engine((_, response) => sendJson(response, 200, { IPAM: { Config: null } }));
    await expect(docker.hostAddress()).rejects.toThrow(
      'Docker\'s network "bridge" has no address on this machine; run tasks as processes: LOCAL_RUNTIME=process',
    );
  });

  it("refuses with its own status and message", async () => {
    const docker = await engine((_, response) => sendJson(response, 409, { message: "the name is in use" }));
    const call = docker.call("POST", "/containers/create");
    await expect(call).rejects.toThrow(new EngineError(409, "the name is in use"));
    await expect(call).rejects.toMatchObject({ status: 409 });
  });
});
