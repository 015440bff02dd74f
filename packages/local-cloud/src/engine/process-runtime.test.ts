import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "@app/processes";
import type { HealthCheck } from "@aws-sdk/client-ecs";
import { ecsLabels, serveEcs } from "../fixtures/emulated-ecs";
import type { LoopbackServer } from "../fixtures/loopback-server";
import { ImageStore } from "../images/image-store";
import { isFree } from "../process/ports";
import { ContainerDefinitions } from "./container-definition";
import { readBody, serveEngine } from "./engine-server";
import { framedText } from "./log-frames";
import { ProcessRuntime } from "./process-runtime";
import { SharedFiles } from "./shared-files";

const DIGEST = `sha256:${"a".repeat(64)}`;
const CONTAINER_PORT = 8080;
/** Families of emulated task definitions by what their health checks do. */
const HEALTH_CHECKS = {
  fails: { command: ["CMD", "false"], interval: 1, retries: 1 },
  passes: { command: ["CMD-SHELL", 'test -e "$HOME/ready" && test "$PORT" -gt 0'], interval: 60 },
} satisfies Record<string, HealthCheck>;
const WORKDIR = "/srv/app";

/** A program that listens on its port of every address, and tells it to whoever connects. */
const SERVER =
  'require("net").createServer((socket) => socket.end(process.env.PORT)).listen(process.env.PORT, "0.0.0.0")';

/** A program that starts another one in a group of its own, which keeps its output open; tells its number. */
const DETACHING =
  'c = require("child_process").spawn("sleep", [60], { detached: true, stdio: "inherit" }); console.log(c.pid); c.unref()';

const REMEDY = "which Fargate's read-only root refuses; mount a volume there (writablePaths) or write below /tmp";

let folder: string;
let ecs: LoopbackServer;
let engine: Server;
let runtime: ProcessRuntime;
let started: ProcessIdentity[];

beforeAll(async () => {
  const web = { name: "web", stopTimeout: 1 };
  const listening = { ...web, portMappings: [{ containerPort: CONTAINER_PORT }] };
  const mountPoints = [{ sourceVolume: "data", containerPath: `${WORKDIR}/data` }];
  const readOnly = { ...web, readonlyRootFilesystem: true, mountPoints };
  const { fails, passes } = HEALTH_CHECKS;
  ecs = await serveEcs({
    "none:1": [web],
    "fails:1": [{ ...web, healthCheck: fails }],
    "passes:1": [{ ...web, healthCheck: passes }],
    "listening:1": [listening],
    "entry:1": [{ ...web, entryPoint: ["echo", `${WORKDIR}/file`] }],
    "readonly:1": [{ ...readOnly, healthCheck: passes }],
    "readonly-listening:1": [{ ...listening, ...readOnly }],
    "readonly-job:1": [readOnly],
  });
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "runtime-"));
  started = [];
  const definitions = new ContainerDefinitions(ecs);
  runtime = new ProcessRuntime(
    new ImageStore(folder),
    definitions,
    new SharedFiles(join(folder, "volumes")),
    (identity) => started.push(identity),
  );
  engine = await serveEngine(runtime, join(folder, "engine.sock"));
});

afterEach(async () => {
  await runtime.close();
  engine.closeAllConnections();
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

afterAll(() => ecs.close());

/** Puts an image that runs this command into the store. */
function image(command: string): void {
  const describe = (place: string) => ({
    uri: `local/flask@${DIGEST}`,
    digest: DIGEST,
    workingDirectory: join(place, "app"),
    workdir: WORKDIR,
    bin: "/nowhere",
    environment: { FROM_IMAGE: `${WORKDIR}/file:/elsewhere`, GREETING: "of the image" },
    entryPoint: [],
    command,
  });
  const fill = (place: string) => {
    mkdirSync(join(place, "app"));
    writeFileSync(join(place, "app/file"), "content");
  };
  rmSync(join(folder, DIGEST.replace(":", "-")), { recursive: true, force: true });
  new ImageStore(folder).add(DIGEST, fill, describe);
}

async function open(method: string, path: string, body?: object): Promise<IncomingMessage> {
  const call = request({ socketPath: join(folder, "engine.sock"), method, path: `/v1.41${path}` });
  call.end(body && JSON.stringify(body));
  const [response] = (await once(call, "response")) as [IncomingMessage];
  return response;
}

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

async function ask(method: string, path: string, body?: object): Promise<Answer> {
  const response = await open(method, path, body);
  return { status: response.statusCode, text: (await readBody(response)).toString("utf8") };
}

interface Inspected {
  readonly State: { readonly Running: boolean; readonly ExitCode: number };
  readonly NetworkSettings: { readonly Networks: { readonly loopback: { readonly IPAddress: string } } };
}

async function inspect(id: string): Promise<Inspected> {
  return JSON.parse((await ask("GET", `/containers/${id}/json`)).text);
}

async function create(command: string, family?: string, settings: object = {}): Promise<string> {
  image(command);
  const Labels = family && ecsLabels(family, "1", "web");
  const Env = ["GREETING=a=b", "URL=http://host.docker.internal:1/", "GUNICORN_CMD_ARGS=-b 0.0.0.0:80 --threads 2"];
  const body = { Image: `local/flask@${DIGEST}`, Env, Labels, ...settings };
  const { status, text } = await ask("POST", "/containers/create?name=one", body);
  expect(status).toBe(201);
  return JSON.parse(text).Id;
}

async function logsOf(id: string): Promise<string> {
  return framedText(await readBody(await open("GET", `/containers/${id}/logs?stdout=1&stderr=1`)));
}

/** What a running container has written when its first line is complete. */
async function firstLine(id: string): Promise<string> {
  const response = await open("GET", `/containers/${id}/logs?follow=1&stdout=1`);
  let frames = Buffer.alloc(0);
  for await (const chunk of response) {
    frames = Buffer.concat([frames, chunk]);
    if (framedText(frames) !== "") break;
  }
  return framedText(frames);
}

describe("a task without a Docker engine", () => {
  it("runs its command with the task's variables, and little else of this machine", async () => {
    const id = await create(
      "sh -c 'echo $GREETING $URL $HOME $PORT $FROM_IMAGE; pwd; echo ${SHELL-no shell} >&2; exit 3'",
    );
    expect((await ask("POST", `/containers/${id}/start`)).status).toBe(204);
    expect(await ask("POST", `/containers/${id}/wait`)).toEqual({ status: 200, text: '{"StatusCode":3}' });
    expect((await inspect(id)).State).toMatchObject({ Running: false, ExitCode: 3 });
    const lines = (await logsOf(id)).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines).toContain("no shell");
    expect(lines).toContainEqual(expect.stringMatching(/\/app$/));
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^a=b http:\/\/127\.0\.0\.1:1\/ \/.*\/task-\w+\/tmp \d+ \/.*\/task-\w+\/app\/file:\/elsewhere$/,
      ),
    );
  });

  it("tells its output line by line while it runs", async () => {
    const id = await create("sh -c 'printf one; sleep 0.1; echo; echo two; exec sleep 60'");
    await ask("POST", `/containers/${id}/start`);
    const response = await open("GET", `/containers/${id}/logs?follow=1&stdout=1`);
    let frames = Buffer.alloc(0);
    for await (const chunk of response) {
      frames = Buffer.concat([frames, chunk]);
      if (framedText(frames).includes("two")) break;
    }
    expect(frames.readUInt32BE(4)).toBe("one\n".length);
    expect(framedText(frames)).toBe("one\ntwo");
  });

  it("ends with its first process, whatever that has started, as a container does", async () => {
    const id = await create("sh -c '(trap \"\" TERM; exec sleep 60) & sleep 0.1; exit 1'");
    await ask("POST", `/containers/${id}/start`);
    expect(await ask("POST", `/containers/${id}/wait`)).toMatchObject({ text: '{"StatusCode":1}' });
  });

  it("has ended although something that left its group holds its output", async () => {
    const id = await create(`${process.execPath} -e '${DETACHING}'`);
    await ask("POST", `/containers/${id}/start`);
    expect(await ask("POST", `/containers/${id}/wait`)).toMatchObject({ text: '{"StatusCode":0}' });
    process.kill(Number(await logsOf(id)));
  });

  it("is stopped with SIGTERM, and killed when its stop timeout is over", async () => {
    runtime.hurry();
    const obedient = await create("sh -c 'trap \"exit 0\" TERM; echo ready; while :; do sleep 0.01; done'");
    await ask("POST", `/containers/${obedient}/start`);
    await firstLine(obedient);
    await ask("POST", `/containers/${obedient}/stop`);
    expect((await inspect(obedient)).State).toMatchObject({ Running: false, ExitCode: 0 });
    await ask("DELETE", `/containers/${obedient}`);
    const stubborn = await create("sh -c 'trap \"\" TERM; echo ready; while :; do sleep 0.01; done'", "none");
    await ask("POST", `/containers/${stubborn}/start`);
    await firstLine(stubborn);
    await ask("POST", `/containers/${stubborn}/stop`);
    expect((await inspect(stubborn)).State).toMatchObject({ Running: false, ExitCode: 137 });
  });

  it("has started when its health check passes", async () => {
    const id = await create("sh -c 'sleep 0.2; touch $HOME/ready; exec sleep 60'", "passes");
    expect((await ask("POST", `/containers/${id}/start`)).status).toBe(204);
    expect((await inspect(id)).State.Running).toBe(true);
  });

  it("is refused and removed when its health check fails, with its last lines", async () => {
    const id = await create("sh -c 'echo no table; exec sleep 60'", "fails");
    const { status, text } = await ask("POST", `/containers/${id}/start`);
    expect(status).toBe(500);
    expect(JSON.parse(text).message).toBe("the container did not become healthy; its last lines: no table");
    expect((await ask("GET", `/containers/${id}/json`)).status).toBe(404);
    expect(started.filter(isRunning)).toEqual([]);
  });

  it("is refused when the image's files are gone, and the engine goes on", async () => {
    const id = await create("sleep 60");
    rmSync(join(folder, DIGEST.replace(":", "-")), { recursive: true });
    const { status, text } = await ask("POST", `/containers/${id}/start`);
    expect(status).toBe(500);
    expect(JSON.parse(text).message).toMatch(/sleep 60: does not start in .*\/app/);
    expect((await ask("GET", "/_ping")).status).toBe(200);
  });

  it("leaves neither processes nor files when the cloud is stopped", async () => {
    const id = await create("sh -c 'echo $HOME; exec sleep 60'");
    await ask("POST", `/containers/${id}/start`);
    const scratch = await firstLine(id);
    expect(existsSync(scratch)).toBe(true);
    await runtime.close();
    expect(started.map(isRunning)).toEqual([false]);
    expect(existsSync(scratch)).toBe(false);
  });

  it("is refused when its image was not made in this checkout, or names no digest", async () => {
    writeFileSync(join(folder, "not-an-image"), "");
    for (const Image of ["docker.io/nginx:latest", `local/flask@sha256:${"b".repeat(64)}`]) {
      const { status, text } = await ask("POST", "/containers/create", { Image });
      expect(status).toBe(404);
      expect(text).toContain(`image ${Image} is not in this checkout's store`);
    }
  });
});

describe("the port of a task without a Docker engine", () => {
  it("is its own, found under its address with the port of the task definition", async () => {
    const ports = new Set<string>();
    for (const name of ["one", "two"]) {
      const id = await create(`${process.execPath} -e '${SERVER}'`, "listening", { name });
      await ask("POST", `/containers/${id}/start`);
      const { IPAddress } = (await inspect(id)).NetworkSettings.Networks.loopback;
      const port = await answerOf(IPAddress);
      expect(port).toMatch(/^\d+$/);
      ports.add(port);
    }
    expect(ports.size).toBe(2);
  });

  it("is free again when the task has ended", async () => {
    const id = await create(`${process.execPath} -e '${SERVER}'`, "listening");
    await ask("POST", `/containers/${id}/start`);
    const { IPAddress } = (await inspect(id)).NetworkSettings.Networks.loopback;
    expect(await isFree(CONTAINER_PORT, IPAddress)).toBe(false);
    await ask("POST", `/containers/${id}/kill`);
    expect(await isFree(CONTAINER_PORT, IPAddress)).toBe(true);
  });

  it("is nobody's where the task definition maps none", async () => {
    const id = await create(`${process.execPath} -e '${SERVER}'`, "none");
    await ask("POST", `/containers/${id}/start`);
    const { IPAddress } = (await inspect(id)).NetworkSettings.Networks.loopback;
    expect(await isFree(CONTAINER_PORT, IPAddress)).toBe(true);
  });

  it("is told to gunicorn, which stays on loopback", async () => {
    const id = await create("sh -c 'echo $PORT $GUNICORN_CMD_ARGS'");
    await ask("POST", `/containers/${id}/start`);
    await ask("POST", `/containers/${id}/wait`);
    expect(await logsOf(id)).toMatch(/^(\d+) --threads 2 --bind=127\.0\.0\.1:\1$/);
  });
});

describe("the command of a task without a Docker engine", () => {
  it("is the one that ECS hands on, not the image's, with paths in the image on this machine", async () => {
    const id = await create("echo image", "none", { Cmd: ["cat", `${WORKDIR}/file`] });
    await ask("POST", `/containers/${id}/start`);
    await ask("POST", `/containers/${id}/wait`);
    expect(await logsOf(id)).toBe("content");
  });

  it("stands behind the entry point of the task definition", async () => {
    const id = await create("echo image", "entry", { Cmd: ["and more"] });
    await ask("POST", `/containers/${id}/start`);
    await ask("POST", `/containers/${id}/wait`);
    expect(await logsOf(id)).toMatch(/^\/.*\/app\/file and more$/);
  });
});

describe("the files of a task without a Docker engine", () => {
  it("are its own copy of the image's", async () => {
    const id = await create("sh -c 'echo changed > file; cat file'");
    await ask("POST", `/containers/${id}/start`);
    await ask("POST", `/containers/${id}/wait`);
    expect(await logsOf(id)).toBe("changed");
    expect(readFileSync(join(folder, DIGEST.replace(":", "-"), "app/file"), "utf8")).toBe("content");
  });

  it.each(["readonly", "readonly-listening"])(
    "are not written where the root is read-only: the start is refused, with the paths (%s)",
    async (family) => {
      const id = await create(
        `mkdir cache; echo a > cache/a; touch $HOME/ready; exec ${process.execPath} -e '${SERVER}'`,
        family,
      );
      const { status, text } = await ask("POST", `/containers/${id}/start`);
      expect(status).toBe(500);
      expect(JSON.parse(text).message).toBe(`${WORKDIR}/cache was written, ${REMEDY}`);
      expect((await ask("GET", `/containers/${id}/json`)).status).toBe(404);
    },
  );

  it("are written in volumes and below /tmp all the same", async () => {
    const write = "echo a > data/a; echo b > $TMPDIR/b; mkdir -p __pycache__; touch $HOME/ready";
    const id = await create(`${write}; exec sleep 60`, "readonly");
    expect((await ask("POST", `/containers/${id}/start`)).status).toBe(204);
  });

  it("make a task fail that has written them before it ended", async () => {
    const id = await create("sh -c 'echo more >> file'", "readonly-job");
    await ask("POST", `/containers/${id}/start`);
    expect(await ask("POST", `/containers/${id}/wait`)).toMatchObject({ text: '{"StatusCode":1}' });
    expect(await logsOf(id)).toBe(`${WORKDIR}/file was written, ${REMEDY}`);
  });
});

/** What the server on the container's port of an address says, once there is one. */
async function answerOf(host: string): Promise<string> {
  for (;;) {
    const text = await new Promise<string>((resolve) => {
      let received = "";
      const socket = connect({ host, port: CONTAINER_PORT });
      socket.on("data", (data) => {
        received += data;
      });
      socket.once("error", () => resolve(""));
      socket.once("end", () => resolve(received));
    });
    if (text !== "") return text;
    await sleep(20);
  }
}

describe("the engine without Docker", () => {
  it("says what it does not do", async () => {
    const { status, text } = await ask("POST", "/networks/create");
    expect(status).toBe(404);
    expect(text).toContain("POST /networks/create: not part of this engine; it runs ECS tasks as processes");
    expect((await ask("GET", "/containers/unknown/json")).status).toBe(404);
    expect((await ask("POST", "/containers/create")).status).toBe(500);
  });

  it("finds images by digest", async () => {
    image("true");
    expect(JSON.parse((await ask("GET", `/images/local/flask@${DIGEST}/json`)).text)).toMatchObject({ Id: DIGEST });
    expect((await ask("POST", `/images/create?fromImage=local%2Fflask&tag=${DIGEST}`)).status).toBe(200);
    expect((await ask("GET", `/distribution/local/flask@${DIGEST}/json`)).text).toContain(DIGEST);
  });
});
