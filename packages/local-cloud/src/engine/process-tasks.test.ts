import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type IncomingMessage, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import { ecsLabels, serveEcs } from "../fixtures/emulated-ecs";
import type { LoopbackServer } from "../fixtures/loopback-server";
import { ImageStore } from "../images/image-store";
import { ContainerDefinitions } from "./container-definition";
import { readBody, serveEngine } from "./engine-server";
import { framedText } from "./log-frames";
import { ProcessRuntime } from "./process-runtime";
import { SharedFiles } from "./shared-files";

const HERE = `local/shop@sha256:${"a".repeat(64)}`;
const ELSEWHERE = `public.ecr.aws/otel@sha256:${"b".repeat(64)}`;
const TASK = "arn:aws:ecs:us-east-1:000000000000:task/one";

/** Answers with its name to whoever connects. */
const server = (name: string) =>
  `require("http").createServer((_, answer) => answer.end("${name}")).listen(process.env.PORT, "127.0.0.1")`;
/** Asks a URL again and again until it answers, and prints the answer. */
const asking = (url: string) =>
  `(async () => { for (;;) { try { console.log(await (await fetch(process.env.${url})).text()); return; } catch { await new Promise((r) => setTimeout(r, 50)); } } })()`;

const web = { name: "web", image: HERE, stopTimeout: 1 };
const otel = { name: "otel", image: HERE, essential: false, stopTimeout: 1, portMappings: [{ containerPort: 4318 }] };
const waits = (condition: "START" | "HEALTHY" | "COMPLETE" | "SUCCESS"): ContainerDefinition => ({
  ...web,
  dependsOn: [{ containerName: "otel", condition }],
});
const media = (containerPath: string) => ({ sourceVolume: "media", containerPath, readOnly: false });
const unhealthy = { command: ["CMD", "false"], interval: 1, retries: 1 };

let folder: string;
let ecs: LoopbackServer;
let engine: Server;
let runtime: ProcessRuntime;

beforeAll(async () => {
  ecs = await serveEcs(
    {
      "beside:1": [otel, waits("START")],
      "before:1": [otel, waits("SUCCESS")],
      "sick:1": [{ ...otel, healthCheck: unhealthy }, web],
      "healthy:1": [{ ...otel, healthCheck: unhealthy }, waits("HEALTHY")],
      "elsewhere:1": [{ ...otel, image: ELSEWHERE, healthCheck: unhealthy }, waits("HEALTHY")],
      "elsewhere-before:1": [{ ...otel, image: ELSEWHERE }, waits("SUCCESS")],
      "alone:1": [{ ...web, image: ELSEWHERE }],
      "pricing:1": [{ ...web, portMappings: [{ name: "pricing", containerPort: 8080 }] }],
      "caller:1": [web],
      "sharing:1": [{ ...web, readonlyRootFilesystem: true, mountPoints: [media("/var/media"), media("/app/media")] }],
    },
    [{ name: "media", efsVolumeConfiguration: { fileSystemId: "fs-0123" } }],
  );
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tasks-"));
  const store = new ImageStore(folder);
  const digest = HERE.replace(/^.*@/, "");
  store.add(
    digest,
    (place) => mkdirSync(join(place, "app")),
    (place) => ({
      uri: HERE,
      digest,
      workingDirectory: join(place, "app"),
      workdir: "/app",
      bin: "/nowhere",
      environment: {},
      entryPoint: [],
      command: ["true"],
    }),
  );
  runtime = new ProcessRuntime(
    store,
    new ContainerDefinitions(ecs),
    new SharedFiles(join(folder, "volumes")),
    () => undefined,
  );
  runtime.hurry();
  engine = await serveEngine(runtime, join(folder, "engine.sock"));
});

afterEach(async () => {
  await runtime.close();
  engine.closeAllConnections();
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

afterAll(() => ecs.close());

async function ask(method: string, path: string, body?: object): Promise<{ status: number; text: Buffer }> {
  const call = request({ socketPath: join(folder, "engine.sock"), method, path: `/v1.41${path}` });
  call.end(body && JSON.stringify(body));
  const [response] = (await once(call, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: await readBody(response) };
}

/** Creates and starts a container; its id, or why it was refused. */
async function started(family: string, name: string, Cmd: readonly string[], Env: readonly string[] = []) {
  const image = family.startsWith("elsewhere") && name === "otel" ? ELSEWHERE : HERE;
  const Labels = ecsLabels(family, "1", name, TASK);
  const created = await ask("POST", `/containers/create?name=${family}-${name}`, { Image: image, Cmd, Env, Labels });
  const id = JSON.parse(`${created.text}`).Id as string;
  const { status, text } = await ask("POST", `/containers/${id}/start`);
  return { id, refusal: status === 204 ? undefined : (JSON.parse(`${text}`).message as string) };
}

async function logOf(id: string): Promise<string> {
  await ask("POST", `/containers/${id}/wait`);
  return framedText((await ask("GET", `/containers/${id}/logs?stdout=1`)).text);
}

async function inspected(id: string) {
  const { State, NetworkSettings } = JSON.parse(`${(await ask("GET", `/containers/${id}/json`)).text}`);
  return { ...State, address: NetworkSettings.Networks.loopback.IPAddress };
}

describe("the containers of a task without a Docker engine", () => {
  it("share an address, and find each other under localhost", async () => {
    const sidecar = await started("beside", "otel", [process.execPath, "-e", server("otel")]);
    const script = [process.execPath, "-e", asking("OTEL_URL")];
    const own = await started("beside", "web", script, ["OTEL_URL=http://localhost:4318/"]);
    expect(await logOf(own.id)).toBe("otel");
    expect((await inspected(own.id)).address).toBe((await inspected(sidecar.id)).address);
  });

  it("wait for the end of the one before them", async () => {
    await started("before", "otel", ["sh", "-c", "sleep 0.2; echo done > $TMPDIR/done"]);
    expect((await started("before", "web", ["sleep", "60"])).refusal).toBeUndefined();
  });

  it("are refused where it does not succeed", async () => {
    await started("before", "otel", ["sh", "-c", "exit 3"]);
    expect((await started("before", "web", ["sleep", "60"])).refusal).toBe(
      'the container "web" did not start: it waits for the success of "otel", which ended with exit code 3',
    );
  });

  it("go on beside a sick one that is not essential, unless they wait for its health", async () => {
    const sick = await started("sick", "otel", ["sleep", "60"]);
    expect(sick.refusal).toBeUndefined();
    expect((await started("sick", "web", ["sleep", "60"])).refusal).toBeUndefined();
    expect(await inspected(sick.id)).toMatchObject({ Running: true });
  });

  it("are refused where they wait for the health of a sick one", async () => {
    await started("healthy", "otel", ["sleep", "60"]);
    expect((await started("healthy", "web", ["sleep", "60"])).refusal).toBe(
      'the container "web" did not start: it waits for "otel", which did not become healthy',
    );
  });

  it("are stopped in reverse: first those that wait for others", async () => {
    const trap = (name: string) => `trap 'echo ${name} >> ${folder}/ended; exit 0' TERM; while :; do sleep 0.01; done`;
    const sidecar = await started("beside", "otel", ["sh", "-c", trap("otel")]);
    const own = await started("beside", "web", ["sh", "-c", trap("web")]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ask("POST", `/containers/${sidecar.id}/stop`);
    expect([(await inspected(own.id)).Running, (await inspected(sidecar.id)).Running]).toEqual([false, false]);
    expect(readFileSync(join(folder, "ended"), "utf8")).toBe("web\notel\n");
  });
});

describe("files that tasks share", () => {
  it("outlive them, under the path in their variables and below the work folder", async () => {
    const Env = ["MEDIA_PATH=/var/media"];
    const write = ["sh", "-c", "echo one > $MEDIA_PATH/one; echo two > media/two"];
    expect(await logOf((await started("sharing", "web", write, Env)).id)).toBe("");
    const other = ["sh", "-c", "cat media/one $MEDIA_PATH/two; echo $MEDIA_PATH"];
    const { id } = await started("sharing", "web", other, Env);
    expect(await logOf(id)).toBe(`one\ntwo\n${join(folder, "volumes", "media")}`);
    expect(await inspected(id)).toMatchObject({ ExitCode: 0 });
  });
});

describe("a sidecar that was built elsewhere", () => {
  const line = `otel is left out: ${ELSEWHERE} was built elsewhere and needs a Docker engine`;

  it("is left out and says so in its log, and the others of the task go on", async () => {
    const pulled = await ask("POST", `/images/create?fromImage=public.ecr.aws%2Fotel&tag=${ELSEWHERE.split("@")[1]}`);
    expect(pulled.status).toBe(200);
    const sidecar = await started("elsewhere", "otel", []);
    expect((await started("elsewhere", "web", ["sleep", "60"])).refusal).toBeUndefined();
    expect(await inspected(sidecar.id)).toMatchObject({ Running: true });
    await ask("POST", `/containers/${sidecar.id}/stop`);
    expect(await logOf(sidecar.id)).toBe(line);
  });

  it("has succeeded where others wait for its end", async () => {
    const sidecar = await started("elsewhere-before", "otel", []);
    expect((await started("elsewhere-before", "web", ["sleep", "60"])).refusal).toBeUndefined();
    expect(await logOf(sidecar.id)).toBe(line);
  });

  it("is no service's own container", async () => {
    const body = { Image: ELSEWHERE, Labels: ecsLabels("alone", "1", "web", TASK) };
    const { status, text } = await ask("POST", "/containers/create", body);
    expect({ status, message: JSON.parse(`${text}`).message }).toEqual({
      status: 404,
      message: `image ${ELSEWHERE} is not in this checkout's store; without a Docker engine only images made here can run`,
    });
  });
});

describe("a service that others call", () => {
  it("is found by its name and port in their variables, whichever task answers", async () => {
    const caller = [process.execPath, "-e", asking("PRICING_URL")];
    const called = ["PRICING_URL=http://pricing:8080/"];
    const Labels = ecsLabels("pricing", "1", "web", `${TASK}-pricing`);
    const Cmd = [process.execPath, "-e", server("a price")];
    const { text } = await ask("POST", "/containers/create?name=pricing", { Image: HERE, Cmd, Labels });
    await ask("POST", `/containers/${JSON.parse(`${text}`).Id}/start`);
    expect(await logOf((await started("caller", "web", caller, called)).id)).toBe("a price");
  });
});
