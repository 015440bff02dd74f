import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "@app/processes";
import { findCloud, startCloud, stopCloud } from "../src/cloud";
import { emulatorHeaders } from "../src/cloud-environment";
import { type Cloud, CloudFolder } from "../src/cloud-record";
import { freePort, listens } from "../src/process/ports";

const ROOT = join(__dirname, "../../..");
// Not one of those that the suites of apps/infra remove before and after they run.
const NAME = "local-cloud-faults";
const folder = new CloudFolder(ROOT, NAME);

let ports: { readonly gateway: number; readonly http: number; readonly https: number };
beforeAll(async () => {
  await forget();
  const [gateway = 0, http = 0, https = 0] = await Promise.all([1, 2, 3].map(freePort));
  ports = { gateway, http, https };
});
afterAll(forget);

async function forget(): Promise<void> {
  await stopCloud({ root: ROOT, name: NAME });
  rmSync(folder.path, { recursive: true, force: true });
}

async function start(): Promise<{ readonly cloud: Cloud; readonly told: string[] }> {
  const told: string[] = [];
  const onProgress = (line: string) => told.push(line);
  const cloud = await startCloud({
    root: ROOT,
    name: NAME,
    runtime: "process",
    domain: "faults.localhost",
    ports,
    onProgress,
  });
  return { cloud, told };
}

/** Asks the emulated SQS; nothing else in this account holds queues. */
async function queues(cloud: Cloud, created?: string): Promise<string> {
  const action = created === undefined ? "Action=ListQueues" : `Action=CreateQueue&QueueName=${created}`;
  const headers = { ...emulatorHeaders(cloud, "sqs"), "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(`http://127.0.0.1:${cloud.port}/`, { method: "POST", headers, body: action });
  return answer.text();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(50);
}

/** What listens, runs or lies about of a cloud that was started and should be gone. */
async function leftOf(cloud: Cloud, processes: readonly ProcessIdentity[], temporary: readonly string[]) {
  const open = [cloud.port, cloud.autoscalingPort, cloud.httpPort, cloud.httpsPort];
  const listening = await Promise.all(open.map(async (port) => ((await listens(port)) ? [port] : [])));
  return { ports: listening.flat(), processes: processes.filter(isRunning), folders: temporary.filter(existsSync) };
}

const NOTHING = { ports: [], processes: [], folders: [] };

describe("a local cloud", () => {
  it("is started once by two that start it at once, and the second waits", async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(other.cloud).toEqual(one.cloud);
    const waited = [...one.told, ...other.told].filter((line) => line.includes("waiting for it"));
    expect(waited).toHaveLength(1);
    expect(findCloud({ root: ROOT, name: NAME })).toEqual(one.cloud);
  });

  it.each([
    ["lambda", "/2015-03-31/functions/"],
    ["states", "/"],
    ["iot", "/things"],
  ])("runs no %s, which no stack uses and which might run code, and says so", async (service, path) => {
    const { cloud } = await start();
    const ask = (address: { readonly accessKey: string }) =>
      fetch(`http://127.0.0.1:${cloud.port}${path}`, { method: "POST", headers: emulatorHeaders(address, service) });
    const known = await ask(cloud);
    expect([known.status, await known.text()]).toEqual([400, `{"error": "Unsupported service: ${service}"}`]);
    expect((await ask({ accessKey: "test" })).status).toBe(403);
  });

  it("listens on loopback alone where no container must reach it", async () => {
    const { cloud } = await start();
    const own = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? []);
    for (const port of [cloud.port, cloud.autoscalingPort, cloud.httpPort, cloud.httpsPort]) {
      const places = await Promise.all(own.map(async (address) => ((await listens(port, address)) ? [address] : [])));
      expect(places.flat()).toEqual(["127.0.0.1"]);
    }
  });

  it("keeps what it was told when its emulator is killed, ends as a whole, and says what may be lost", async () => {
    const { cloud } = await start();
    const [emulator] = folder.readProcesses();
    const temporary = folder.readTemporaryFolders();
    expect(temporary).toHaveLength(1);
    await queues(cloud, "kept");
    const saved = join(folder.account, "state/sqs.json");
    await until(() => existsSync(saved) && readFileSync(saved, "utf8").includes("kept"));
    process.kill(emulator?.pid ?? 0, "SIGKILL");
    await until(() => !isRunning(cloud.supervisor));
    expect(await leftOf(cloud, emulator ? [emulator] : [], temporary)).toEqual(NOTHING);
    const again = await start();
    expect(again.told).toContainEqual(expect.stringMatching(/^the emulator of the last run was killed: .* is lost/));
    expect(await queues(again.cloud)).toContain("/kept<");
    // A good end is no news.
    await stopCloud({ root: ROOT, name: NAME });
    expect((await start()).told).toEqual([]);
  });

  it("is ended by a stop when its supervisor was killed, and has lost nothing", async () => {
    const { cloud } = await start();
    const [processes, temporary] = [folder.readProcesses(), folder.readTemporaryFolders()];
    await queues(cloud, "saved-by-the-stop");
    process.kill(cloud.supervisor.pid, "SIGKILL");
    await until(() => !isRunning(cloud.supervisor));
    expect(processes.filter(isRunning)).toEqual(processes);
    expect(await stopCloud({ root: ROOT, name: NAME })).toBe(true);
    expect(await leftOf(cloud, processes, temporary)).toEqual(NOTHING);
    expect(await stopCloud({ root: ROOT, name: NAME })).toBe(false);
    const again = await start();
    expect(again.told).toEqual([]);
    expect(await queues(again.cloud)).toContain("/saved-by-the-stop<");
  });

  it("is started on the ports that it had when supervisor and emulator were killed together", async () => {
    const { cloud } = await start();
    const processes = folder.readProcesses();
    for (const { pid } of [cloud.supervisor, ...processes]) process.kill(pid, "SIGKILL");
    await until(() => ![cloud.supervisor, ...processes].some(isRunning));
    const again = await start();
    expect(again.cloud).toMatchObject({ port: cloud.port, httpsPort: cloud.httpsPort, accessKey: cloud.accessKey });
    expect(again.told).toContainEqual(expect.stringMatching(/^the emulator of the last run was killed: .* is lost/));
    expect(await queues(again.cloud)).toContain("/saved-by-the-stop<");
  });

  it("leaves no lock behind when it is stopped", async () => {
    expect(await stopCloud({ root: ROOT, name: NAME })).toBe(true);
    const left = readdirSync(folder.path);
    for (const name of ["lock", "cloud.json", "processes.json", "temporary.json", "aws.env"]) {
      expect(left).not.toContain(name);
    }
  });
});
