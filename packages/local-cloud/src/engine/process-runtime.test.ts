import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HealthCheck } from "@aws-sdk/client-ecs";
import { ecsLabels, serveEcs } from "../fixtures/emulated-ecs";
import type { LoopbackServer } from "../fixtures/loopback-server";
import { ImageStore } from "../images/image-store";
import { isRunning, type ProcessIdentity } from "../process/identity";
import { ContainerDefinitions } from "./container-definition";
import { readBody, serveEngine } from "./engine-server";
import { framedText } from "./log-frames";
import { ProcessRuntime } from "./process-runtime";

const DIGEST = `sha256:${"a".repeat(64)}`;
/** Families of emulated task definitions by what their health checks do. */
const HEALTH_CHECKS = {
  none: undefined,
  fails: { command: ["CMD", "false"], interval: 1, retries: 1 },
  passes: { command: ["CMD-SHELL", 'test -e "$HOME/ready" && test "$BIND_ADDRESS" != 127.0.0.1'], interval: 60 },
} satisfies Record<string, HealthCheck | undefined>;

/** A program that starts another one in a group of its own, which keeps its output open; tells its number. */
const DETACHING =
  'c = require("child_process").spawn("sleep", [60], { detached: true, stdio: "inherit" }); console.log(c.pid); c.unref()';

let folder: string;
let ecs: LoopbackServer;
let engine: Server;
let runtime: ProcessRuntime;
let started: ProcessIdentity[];

beforeAll(async () => {
  const definition = (healthCheck?: HealthCheck) => [
    { name: "web", stopTimeout: 1, ...(healthCheck && { healthCheck }) },
  ];
  const { none, fails, passes } = HEALTH_CHECKS;
  ecs = await serveEcs({ "none:1": definition(none), "fails:1": definition(fails), "passes:1": definition(passes) });
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "runtime-"));
  started = [];
  const definitions = new ContainerDefinitions(ecs.port);
  runtime = new ProcessRuntime(new ImageStore(folder), definitions, (identity) => started.push(identity));
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
    bin: "/nowhere",
    command,
  });
  new ImageStore(folder).add(DIGEST, (place) => mkdirSync(join(place, "app")), describe);
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

async function create(command: string, healthCheck?: keyof typeof HEALTH_CHECKS): Promise<string> {
  image(command);
  const Labels = healthCheck && ecsLabels(healthCheck, "1", "web");
  const body = { Image: `local/flask@${DIGEST}`, Env: ["GREETING=a=b", "URL=http://host.docker.internal:1/"], Labels };
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
    const id = await create("sh -c 'echo $GREETING $URL $HOME $BIND_ADDRESS; pwd; echo ${SHELL-no shell} >&2; exit 3'");
    expect((await ask("POST", `/containers/${id}/start`)).status).toBe(204);
    expect(await ask("POST", `/containers/${id}/wait`)).toEqual({ status: 200, text: '{"StatusCode":3}' });
    const { State, NetworkSettings } = await inspect(id);
    expect(State).toMatchObject({ Running: false, ExitCode: 3 });
    const { IPAddress } = NetworkSettings.Networks.loopback;
    const lines = (await logsOf(id)).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines).toContain("no shell");
    expect(lines).toContainEqual(expect.stringMatching(/\/app$/));
    expect(lines).toContainEqual(
      expect.stringMatching(new RegExp(`^a=b http://127\\.0\\.0\\.1:1/ /.*/task-\\w+ ${IPAddress}$`)),
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
    expect(JSON.parse(text).message).toMatch(/^sleep 60: does not start in .*\/app/);
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
