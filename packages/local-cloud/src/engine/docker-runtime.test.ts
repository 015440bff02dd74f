import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ecsLabels, serveEcs } from "../fixtures/emulated-ecs";
import type { LoopbackServer } from "../fixtures/loopback-server";
import { ContainerDefinitions } from "./container-definition";
import { DockerClient } from "./docker-client";
import { DockerRuntime } from "./docker-runtime";
import { Drain } from "./drain";
import { readBody, sendJson, serveEngine } from "./engine-server";
import { logFrame, STDERR } from "./log-frames";
import { SharedFiles } from "./shared-files";

const OWNER = "0123456789abcdef";
const CONTAINER = "c0ffee";
const DRAIN_MS = 300;

const DEFINITION = {
  name: "web",
  user: "1000:1000",
  readonlyRootFilesystem: true,
  memory: 512,
  mountPoints: [{ containerPath: "/tmp", sourceVolume: "scratch", readOnly: false }],
  healthCheck: { command: ["CMD", "probe"], interval: 1, timeout: 1, retries: 1 },
  stopTimeout: 7,
};
const LABELS = ecsLabels("flask", "1", "web");

let folder: string;
let ecs: LoopbackServer;
let docker: Server;
let engine: Server | undefined;
let runtime: DockerRuntime;
/** What the Docker engine was asked for, in order. */
let calls: string[];
let created: Record<string, unknown>;
/** How the container's health check ends. */
let exitCode: number;
let leftovers: { Id: string }[];

/** The part of the Docker Engine API that the runtime uses, as far as it matters here. */
async function dockerEngine(message: IncomingMessage): Promise<{ status: number; body?: unknown; raw?: Buffer }> {
  const { method, url = "" } = message;
  const text = (await readBody(message)).toString("utf8");
  calls.push(`${method} ${decodeURIComponent(url)}`);
  if (url.startsWith("/containers/create")) {
    created = JSON.parse(text);
    return { status: 201, body: { Id: CONTAINER } };
  }
  if (url.startsWith("/containers/json")) return { status: 200, body: leftovers };
  if (url === `/containers/${CONTAINER}/json`) return { status: 200, body: { State: { Running: true } } };
  if (url.startsWith(`/containers/${CONTAINER}/logs`)) {
    return { status: 200, raw: logFrame(STDERR, Buffer.from("no table\n")) };
  }
  if (url.endsWith("/exec")) return { status: 201, body: { Id: "check" } };
  if (url === "/exec/check/json") return { status: 200, body: { ExitCode: exitCode } };
  if (url.startsWith("/containers/unknown")) return { status: 404, body: { message: "No such container: unknown" } };
  return { status: 204 };
}

beforeAll(async () => {
  const media = { containerPath: "/var/media", sourceVolume: "media", readOnly: true };
  const sharing = { ...DEFINITION, mountPoints: [...DEFINITION.mountPoints, media] };
  ecs = await serveEcs({ "flask:1": [DEFINITION], "sharing:1": [sharing] }, [
    { name: "media", efsVolumeConfiguration: { fileSystemId: "fs-0123" } },
  ]);
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "docker-"));
  calls = [];
  exitCode = 0;
  leftovers = [];
  docker = createServer(async (message, response) => {
    const { status, body, raw } = await dockerEngine(message);
    if (raw) response.writeHead(status).end(raw);
    else sendJson(response, status, body);
  }).listen(join(folder, "docker.sock"));
  await once(docker, "listening");
  await serve(DRAIN_MS);
});

/** Starts the engine that leaves requests in flight this long. */
async function serve(drainMs: number): Promise<void> {
  engine?.close();
  const definitions = new ContainerDefinitions(ecs);
  const files = new SharedFiles(join(folder, "volumes"));
  runtime = new DockerRuntime(
    new DockerClient(join(folder, "docker.sock")),
    definitions,
    OWNER,
    files,
    ecs,
    new Drain(drainMs),
  );
  engine = await serveEngine(runtime, join(folder, "engine.sock"));
}

afterEach(() => {
  for (const server of [docker, engine]) {
    server?.closeAllConnections();
    server?.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

afterAll(() => ecs.close());

async function ask(method: string, path: string, body?: object): Promise<{ status?: number; text: string }> {
  const call = request({ socketPath: join(folder, "engine.sock"), method, path: `/v1.41${path}` });
  call.end(body && JSON.stringify(body));
  const [response] = (await once(call, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: (await readBody(response)).toString("utf8") };
}

describe("a task in Docker", () => {
  it("gets what its task definition says and the emulator leaves out", async () => {
    const body = { Image: "web", Env: ["A=1"], Labels: LABELS, HostConfig: { NetworkMode: "bridge" } };
    expect(await ask("POST", "/containers/create?name=one", body)).toEqual({ status: 201, text: '{"Id":"c0ffee"}' });
    expect(calls).toEqual(["POST /containers/create?name=one"]);
    expect(created).toEqual({
      Image: "web",
      Env: ["A=1"],
      Labels: { ...LABELS, "local-cloud": OWNER },
      User: "1000:1000",
      Healthcheck: { Test: ["NONE"] },
      HostConfig: {
        NetworkMode: "bridge",
        ReadonlyRootfs: true,
        Init: false,
        Memory: 512 * 1024 * 1024,
        Tmpfs: { "/tmp": "rw,mode=1777" },
      },
    });
  });

  it("has started when its health check passes", async () => {
    await ask("POST", "/containers/create?name=one", { Labels: LABELS });
    expect((await ask("POST", `/containers/${CONTAINER}/start`)).status).toBe(204);
    expect(calls).toContain("POST /exec/check/start");
  });

  it("is refused and removed when its health check fails, with its last lines", async () => {
    exitCode = 1;
    await ask("POST", "/containers/create?name=one", { Labels: LABELS });
    const { status, text } = await ask("POST", `/containers/${CONTAINER}/start`);
    expect(status).toBe(500);
    expect(JSON.parse(text).message).toBe("the container did not become healthy; its last lines: no table");
    expect(calls.at(-1)).toBe(`DELETE /containers/${CONTAINER}?v=1&force=1`);
  });

  it("is given time for requests in flight before it is stopped, also after leftovers were removed", async () => {
    leftovers = [{ Id: "left" }];
    await runtime.removeLeftovers();
    expect(calls).toEqual([
      `GET /containers/json?all=1&filters={"label":["local-cloud=${OWNER}"]}`,
      "POST /containers/left/stop?t=5",
      "DELETE /containers/left?v=1&force=1",
    ]);
    await ask("POST", "/containers/create?name=one", { Labels: LABELS });
    const before = Date.now();
    expect((await ask("POST", `/containers/${CONTAINER}/stop`)).status).toBe(204);
    expect(Date.now() - before).toBeGreaterThanOrEqual(DRAIN_MS - 5);
    expect(calls.at(-1)).toBe(`POST /containers/${CONTAINER}/stop?t=7`);
  });

  it("is not given it when the whole cloud stops", async () => {
    const longerThanATest = 600_000;
    await serve(longerThanATest);
    runtime.hurry();
    await ask("POST", `/containers/${CONTAINER}/stop`);
    expect(calls.at(-1)).toBe(`POST /containers/${CONTAINER}/stop?t=30`);
  });
});

describe("files that tasks share in Docker", () => {
  it("are bound into the container, and are no volume that ends with it", async () => {
    await ask("POST", "/containers/create?name=one", { Labels: ecsLabels("sharing", "1", "web"), HostConfig: {} });
    expect(created.HostConfig).toMatchObject({
      Binds: [`${folder}/volumes/media:/var/media:ro`],
      Tmpfs: { "/tmp": "rw,mode=1777" },
    });
  });
});

describe("the engine in front of Docker", () => {
  it("hands on what it has no part in, with Docker's own status and message", async () => {
    expect(await ask("GET", "/containers/unknown/json")).toEqual({
      status: 404,
      text: '{"message":"No such container: unknown"}',
    });
    expect((await ask("POST", "/containers/unknown/start")).status).toBe(404);
  });
});
