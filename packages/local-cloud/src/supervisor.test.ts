import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isRunning } from "@app/processes";
import { CloudError } from "./cloud-error";
import { CloudFolder } from "./cloud-record";
import { edgeCertificate } from "./edge/certificate";
import { requestEdge } from "./edge/edge-request";
import { freePort } from "./process/ports";
import { Supervisor } from "./supervisor";

/** Answers where the emulator and the stand-in for Application Auto Scaling would, with the engine that it was given. */
const ANSWERING = `
  const serve = (port) => require("http").createServer((_, response) => response.end(process.env.DOCKER_HOST)).listen(port, "127.0.0.1");
  serve(process.env.GATEWAY_PORT);
  serve(process.env.AUTOSCALING_PORT);
  process.on("SIGTERM", () => { require("fs").writeFileSync(process.env.STATE_DIR, "saved"); process.exit(); });
`;
const SILENT = "setInterval(() => undefined, 1000);";
const BROKEN = 'console.error("ModuleNotFoundError: No module named ministack"); process.exit(1);';
const KILLED = 'process.kill(process.pid, "SIGKILL");';

const DOMAIN = "flask.localhost";
let certificates: string;
let root: string;
let folder: CloudFolder;

beforeAll(async () => {
  certificates = mkdtempSync(join(tmpdir(), "supervisor-certificates-"));
  await edgeCertificate(certificates, DOMAIN);
});
afterAll(() => rmSync(certificates, { recursive: true, force: true }));
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "supervisor-"));
  folder = CloudFolder.make(root, "test");
  mkdirSync(folder.account);
  cpSync(certificates, folder.certificates, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A supervisor whose emulator is this program in place of Python's; its process number goes into a file. */
async function supervisor(emulator: string): Promise<Supervisor> {
  const python = join(root, "bin");
  mkdirSync(python);
  const program = join(root, "emulator.cjs");
  writeFileSync(program, `require("fs").writeFileSync(${JSON.stringify(pidFile())}, String(process.pid));${emulator}`);
  writeFileSync(join(python, "python"), `#!/bin/sh\nexec "${process.execPath}" "${program}"\n`);
  chmodSync(join(python, "python"), 0o755);
  const [port, autoscalingPort, httpPort, httpsPort] = await Promise.all([1, 2, 3, 4].map(freePort));
  const ports = {
    port: port ?? 0,
    autoscalingPort: autoscalingPort ?? 0,
    httpPort: httpPort ?? 0,
    httpsPort: httpsPort ?? 0,
  };
  const runtime = { runtime: "process", dockerSocket: undefined } as const;
  return new Supervisor(
    { root, name: "test", python, domain: DOMAIN, temporaryFolder: root, recordsCallers: false, ...runtime, ...ports },
    folder,
  );
}

function pidFile(): string {
  return join(root, "emulator.pid");
}

async function emulatorIdentity() {
  while (!existsSync(pidFile()) || readFileSync(pidFile(), "utf8") === "") await sleep(20);
  return identify(Number(readFileSync(pidFile(), "utf8")));
}

describe("a supervisor", () => {
  it("starts emulator and edge, and ends both when it stops", async () => {
    const started = await supervisor(ANSWERING);
    const cloud = await started.start();
    const emulator = await emulatorIdentity();
    expect(folder.readCloud()).toEqual(cloud);
    expect(folder.readProcesses()).toEqual([emulator]);
    const { status, body } = await requestEdge(cloud);
    const engine = body.replace("unix://", "");
    expect({ status, engine: existsSync(engine) }).toEqual({ status: 200, engine: true });
    await started.stop();
    expect(isRunning(emulator)).toBe(false);
    expect(readFileSync(join(folder.account, "state"), "utf8")).toBe("saved");
    await expect(requestEdge(cloud)).rejects.toThrow();
    expect(folder.readCloud()).toBeUndefined();
    expect(folder.readProcesses()).toEqual([]);
    expect(existsSync(dirname(engine))).toBe(false);
  });

  it("leaves nothing running when it is stopped while the emulator starts", async () => {
    const started = await supervisor(SILENT);
    const start = started.start().catch((error: Error) => error);
    const emulator = await emulatorIdentity();
    await started.stop();
    expect(isRunning(emulator)).toBe(false);
    expect(await start).toBeInstanceOf(CloudError);
    expect(folder.readCloud()).toBeUndefined();
  });

  it("has the emulator ended by the next start when it is killed while that starts", async () => {
    const started = await supervisor(SILENT);
    const start = started.start().catch((error: Error) => error);
    const emulator = await emulatorIdentity();
    expect(folder.readProcesses()).toEqual([emulator]);
    await started.stop();
    await start;
  });

  it.each([
    ["does not start", BROKEN, "ModuleNotFoundError: No module named ministack"],
    ["is killed", KILLED, "the emulator has ended"],
  ])("says at once, with the end of the log, that the emulator %s", async (_, emulator, message) => {
    const started = await supervisor(emulator);
    await expect(started.start()).rejects.toThrow(message);
    await started.stop();
  });
});
