import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, type ProcessIdentity } from "@app/processes";
import { emulatorHeaders } from "../cloud-environment";
import { CloudError } from "../cloud-error";
import { EMULATED_SERVICES } from "./emulated-services";

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
/** A task's start waits for its health check, its stop for requests in flight: longer than any of them. */
const ENGINE_TIMEOUT_SECONDS = 600;
const PYTHON_FOLDER = join(__dirname, "../../python");

export interface EmulatorOptions {
  /** `bin` of the Python environment. */
  readonly python: string;
  readonly port: number;
  readonly autoscalingPort: number;
  /** Who does not bring it is not answered. */
  readonly accessKey: string;
  /** Addresses that it listens on: loopback, and this machine's in Docker's network where containers must reach it. */
  readonly bindHosts: readonly string[];
  /** Where the emulated account survives a stop. */
  readonly stateFolder: string;
  readonly logFile: string;
  /** Which operations were asked for, and what AWS's API models refused. */
  readonly requestRecord: string;
  /** Whether it says also who called, with which right, on what. */
  readonly recordsCallers: boolean;
  /** Socket of the task engine. */
  readonly engineSocket: string;
  /** Socket on which the supervisor runs the servers of data stores. */
  readonly dataServersSocket: string;
}

export interface Emulator {
  readonly identity: ProcessIdentity;
  readonly exited: Promise<unknown>;
  /** Resolves when it answers. @throws CloudError when it ends before, or takes too long. */
  readonly ready: Promise<void>;
}

/** Starts ministack and the stand-in for Application Auto Scaling. */
export function startEmulator(options: EmulatorOptions): Emulator {
  const temporaryFolder = join(options.stateFolder, "temporary");
  rmSync(temporaryFolder, { recursive: true, force: true });
  mkdirSync(temporaryFolder, { recursive: true, mode: 0o700 });
  const log = openSync(options.logFile, "a");
  const child = spawn(join(options.python, "python"), ["-m", "local_cloud"], {
    cwd: PYTHON_FOLDER,
    detached: true,
    stdio: ["ignore", log, log],
    env: {
      ...process.env,
      GATEWAY_PORT: `${options.port}`,
      AUTOSCALING_PORT: `${options.autoscalingPort}`,
      ACCESS_KEY: options.accessKey,
      BIND_HOSTS: options.bindHosts.join(","),
      SERVICES: EMULATED_SERVICES.join(","),
      // Listeners of their own, the first on every address.
      IOT_MTLS_ENABLED: "0",
      SFTP_ENABLED: "0",
      // Not the folder that all users of this machine share.
      TMPDIR: temporaryFolder,
      PERSIST_STATE: "1",
      REQUEST_RECORD: options.requestRecord,
      RECORD_CALLERS: options.recordsCallers ? "1" : "",
      STATE_DIR: join(options.stateFolder, "state"),
      S3_PERSIST: "1",
      S3_DATA_DIR: join(options.stateFolder, "s3"),
      DOCKER_HOST: `unix://${options.engineSocket}`,
      DATA_SERVERS_SOCKET: options.dataServersSocket,
      MINISTACK_DOCKER_TIMEOUT: `${ENGINE_TIMEOUT_SECONDS}`,
      MOTO_ACCOUNT_ID: "000000000000",
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  if (child.pid === undefined) throw new CloudError(`the emulator does not start: no Python in ${options.python}`);
  return { identity: identify(child.pid), exited, ready: answering(child, options) };
}

async function answering(child: ChildProcess, options: EmulatorOptions): Promise<void> {
  const { port, autoscalingPort, logFile } = options;
  const headers = emulatorHeaders(options);
  const deadline = Date.now() + START_TIMEOUT_MS;
  const addresses = [`http://127.0.0.1:${port}/_ministack/health`, `http://127.0.0.1:${autoscalingPort}/`];
  while (!(await Promise.all(addresses.map((url) => answers(url, headers)))).every(Boolean)) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const lines = readFileSync(logFile, "utf8").trim().split("\n").slice(-10).join("\n");
      throw new CloudError(`the emulator ${ended ? "has ended" : "does not answer"}; the end of ${logFile}:\n${lines}`);
    }
    await sleep(POLL_MS);
  }
}

async function answers(url: string, headers: Record<string, string>): Promise<boolean> {
  try {
    return (await fetch(url, { headers, signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
