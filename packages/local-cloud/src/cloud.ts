import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isRunning } from "@app/processes";
import { CloudError } from "./cloud-error";
import { whileAlone } from "./cloud-lock";
import { type AskedPorts, chooseCloudPorts } from "./cloud-ports";
import { type Cloud, CloudFolder, type Runtime } from "./cloud-record";
import { ensurePythonEnvironment } from "./emulator/python-environment";
import { DockerClient, dockerSocket } from "./engine/docker-client";
import { ownerOf, removeContainers } from "./engine/own-containers";
import { endLeftovers } from "./leftovers";
import { endProcess } from "./process/end";
import { listens } from "./process/ports";
import type { SupervisorOptions } from "./supervisor";
import type { SupervisorMessage } from "./supervisor-main";
import { makeTemporaryFolder } from "./temporary-folder";

/** The emulator saves the account and every task ends in its own time. */
const STOP_PATIENCE_MS = 60_000;
const OWNER_ALONE = 0o600;
const LOSS =
  "the emulator of the last run was killed: what its account changed in the seconds before is lost, and `npm start` makes what the stacks say again";

export interface StartCloudOptions {
  /** Tells several clouds of one checkout apart. */
  readonly name: string;
  readonly root: string;
  /** The edge serves this name and the names in it (`*.domain`). */
  readonly domain: string;
  /** `auto`: Docker where an engine answers on Linux, else processes. */
  readonly runtime: Runtime | "auto";
  /** Ports that must be these; others are those of the last run, or the usual ones, where they are free. */
  readonly ports?: AskedPorts;
  /** Whether the record of requests says who called, with which right, on what: it grows with the calls. Default: no. */
  readonly recordsCallers?: boolean;
  readonly onProgress: (line: string) => void;
}

/** The cloud of that name, when it runs. */
export function findCloud({ root, name }: { readonly root: string; readonly name: string }): Cloud | undefined {
  const cloud = new CloudFolder(root, name).readCloud();
  return cloud && isRunning(cloud.supervisor) ? cloud : undefined;
}

/**
 * Starts an AWS account on this machine, with what it held when it was stopped; a cloud that runs is left as it is.
 * @throws CloudError when a port is in use, Python is missing, or Docker is asked for and does not answer.
 */
export async function startCloud(options: StartCloudOptions): Promise<Cloud> {
  const { name, root, onProgress } = options;
  const folder = CloudFolder.make(root, name);
  return whileAlone(folder, onProgress, () => startAlone(options, folder));
}

async function startAlone(options: StartCloudOptions, folder: CloudFolder): Promise<Cloud> {
  const { name, root, domain, onProgress } = options;
  const running = findCloud(options);
  if (running) return running;
  const socket = await engineSocket(options.runtime);
  const python = await ensurePythonEnvironment({
    folder: join(root, ".local/python"),
    requirements: join(__dirname, "../python/requirements.txt"),
    onProgress,
  });
  if (await wasKilled(folder)) onProgress(LOSS);
  // Before ports are chosen: what was left behind may hold the very ones.
  await endLeftovers(folder);
  const before = folder.readPorts();
  const ports = await chooseCloudPorts({ asked: options.ports ?? {}, before, onProgress });
  folder.writePorts(ports);
  await superviseInBackground(folder, {
    root,
    name,
    domain,
    recordsCallers: options.recordsCallers ?? false,
    python,
    runtime: socket ? "docker" : "process",
    dockerSocket: socket,
    port: ports.gateway,
    autoscalingPort: ports.autoscaling,
    httpPort: ports.http,
    httpsPort: ports.https,
    temporaryFolder: makeTemporaryFolder(),
  });
  const cloud = folder.readCloud();
  if (!cloud) throw new CloudError(`the local cloud has ended right after its start; see ${folder.supervisorLog}`);
  return cloud;
}

export interface StopCloudOptions {
  readonly root: string;
  readonly name: string;
  readonly onProgress?: (line: string) => void;
}

/**
 * Stops the cloud of that name and saves what its account holds. Of one whose supervisor was killed it ends what was left
 * running. False when nothing runs.
 */
export async function stopCloud({ root, name, onProgress = () => undefined }: StopCloudOptions): Promise<boolean> {
  if (!existsSync(new CloudFolder(root, name).path)) return false;
  const folder = CloudFolder.make(root, name);
  return whileAlone(folder, onProgress, async () => {
    const cloud = findCloud({ root, name });
    const { runtime } = folder.readCloud() ?? {};
    if (cloud) await endProcess(cloud.supervisor, STOP_PATIENCE_MS);
    const left = folder.readProcesses().length + folder.readTemporaryFolders().length > 0;
    if (left) await endLeftovers(folder);
    const containers = cloud === undefined && runtime === "docker" ? await removeLeftContainers(root, name) : 0;
    return cloud !== undefined || left || containers > 0;
  });
}

/** None where the engine has ended, and they with it. */
async function removeLeftContainers(root: string, name: string): Promise<number> {
  const socket = dockerSocket(process.env);
  const docker = socket === undefined ? undefined : new DockerClient(socket);
  return docker && (await docker.answers()) ? removeContainers(docker, ownerOf(root, name)) : 0;
}

/** Whether the emulator of the last run ended before it could save. One that still runs does so when it is ended. */
async function wasKilled(folder: CloudFolder): Promise<boolean> {
  const cloud = folder.readCloud();
  return folder.takeLoss() || (cloud !== undefined && !(await listens(cloud.port)));
}

async function engineSocket(runtime: StartCloudOptions["runtime"]): Promise<string | undefined> {
  if (runtime === "process") return undefined;
  // Elsewhere containers live in a virtual machine, whose addresses the load balancer cannot reach.
  const possible = platform() === "linux" || runtime === "docker";
  const socket = dockerSocket(process.env);
  if (possible && socket && (await new DockerClient(socket).answers())) return socket;
  if (runtime === "auto") return undefined;
  throw new CloudError(
    socket
      ? `no Docker engine answers on ${socket}; start Docker, or ask for the runtime "process"`
      : `DOCKER_HOST: "${process.env.DOCKER_HOST}" is no socket of this machine; use unix:///PATH, or ask for the runtime "process"`,
  );
}

function superviseInBackground(folder: CloudFolder, options: SupervisorOptions): Promise<void> {
  const log = openSync(folder.supervisorLog, "a", OWNER_ALONE);
  const loader = pathToFileURL(require.resolve("tsx")).href;
  const main = join(__dirname, "supervisor-main.ts");
  const child = spawn(process.execPath, ["--import", loader, main, JSON.stringify(options)], {
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  // Ctrl-C while it starts leaves nothing behind.
  const abandon = () => child.kill("SIGTERM");
  process.once("SIGINT", abandon);
  return new Promise<void>((resolve, reject) => {
    child.once("message", (message: SupervisorMessage) => {
      if ("error" in message) return reject(new CloudError(message.error));
      child.disconnect();
      child.unref();
      resolve();
    });
    child.once("exit", () => reject(new CloudError(`the local cloud does not start; see ${folder.supervisorLog}`)));
  }).finally(() => process.off("SIGINT", abandon));
}
