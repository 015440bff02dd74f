import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isRunning, type ProcessIdentity } from "@app/processes";
import { cloudEnvironment } from "./cloud-environment";
import type { CloudPorts } from "./cloud-ports";
import { makePrivateFolder } from "./private-folder";

/** Enough that nobody guesses it. */
const KEY_BYTES = 20;
const OWNER_ALONE = 0o600;
/** Nothing else is ever removed, whatever the record says. */
const IS_TEMPORARY = /^\/.*\/local-cloud-[A-Za-z0-9]{6}$/;

/** What runs the containers of ECS tasks. */
export type Runtime = "docker" | "process";

/** A running local cloud, as every later command finds it. */
export interface Cloud {
  readonly name: string;
  readonly runtime: Runtime;
  /** Port of every AWS API and of the load balancers. */
  readonly port: number;
  readonly autoscalingPort: number;
  /** Ports of the local edge. */
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly domain: string;
  /** Authority of the edge's certificate. */
  readonly caFile: string;
  /** Of the user who started it; who brings no key is not answered. */
  readonly accessKey: string;
  readonly supervisor: ProcessIdentity;
}

/** What leads a client to the emulator. */
export type EmulatorAddress = Pick<Cloud, "port" | "accessKey">;

/** Files of one local cloud. */
export class CloudFolder {
  readonly path: string;

  constructor(root: string, name: string) {
    this.path = join(root, ".local/cloud", name);
  }

  /** One that is there, and nobody's but its owner's. @throws CloudError where nothing can be written. */
  static make(root: string, name: string): CloudFolder {
    const folder = new CloudFolder(root, name);
    makePrivateFolder(folder.path, [basename(folder.databases)]);
    return folder;
  }

  get emulatorLog(): string {
    return join(this.path, "emulator.log");
  }

  /** Every operation that was asked for, and with `recordsCallers` who called. */
  get requestRecord(): string {
    return join(this.path, "requests.jsonl");
  }

  get supervisorLog(): string {
    return join(this.path, "supervisor.log");
  }

  get account(): string {
    return join(this.path, "account");
  }

  get caches(): string {
    return join(this.path, "caches");
  }

  get databases(): string {
    return join(this.path, "postgres");
  }

  /** Files that tasks share. */
  get volumes(): string {
    return join(this.path, "volumes");
  }

  get certificates(): string {
    return join(this.path, "certificates");
  }

  /** The variables of `cloudEnvironment`, for a shell or a debugger. */
  get variables(): string {
    return join(this.path, "aws.env");
  }

  /** The key without which the emulator answers nobody; made once. */
  accessKey(): string {
    const file = join(this.path, "access-key");
    if (!existsSync(file)) {
      writeFileSync(`${file}.part`, randomBytes(KEY_BYTES).toString("hex"), { mode: OWNER_ALONE });
      renameSync(`${file}.part`, file);
    }
    return readFileSync(file, "utf8");
  }

  /** Undefined where there is no record, or none that can be read. */
  readCloud(): Cloud | undefined {
    const content = this.read("cloud.json");
    return isCloud(content) ? content : undefined;
  }

  writeCloud(cloud: Cloud): void {
    const variables = Object.entries(cloudEnvironment(cloud)).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(this.variables, variables.join(""), { mode: OWNER_ALONE });
    this.write("cloud.json", cloud);
  }

  /** Processes that were started and still run, to be ended by a later start where a crash left them behind. */
  readProcesses(): readonly ProcessIdentity[] {
    const content = this.read("processes.json");
    return Array.isArray(content) ? content.filter(isIdentity).filter(isRunning) : [];
  }

  addProcess(identity: ProcessIdentity): void {
    this.write("processes.json", [...this.readProcesses(), identity]);
  }

  /** Folders outside of this one that were made and not removed: a crash leaves them behind. */
  readTemporaryFolders(): readonly string[] {
    const content = this.read("temporary.json");
    return Array.isArray(content) ? content.filter((path) => typeof path === "string" && IS_TEMPORARY.test(path)) : [];
  }

  addTemporaryFolder(path: string): void {
    this.write("temporary.json", [...this.readTemporaryFolders(), path]);
  }

  /** The emulator ended before it could save; the next start says so. */
  noteLoss(): void {
    this.write("loss.json", { at: new Date().toISOString() });
  }

  /** Whether a loss was noted; from then on it is not. */
  takeLoss(): boolean {
    const noted = this.read("loss.json") !== undefined;
    rmSync(join(this.path, "loss.json"), { force: true });
    return noted;
  }

  /** Ports of the last run; what is no port is left out. */
  readPorts(): Partial<CloudPorts> {
    const content = this.read("ports.json");
    const entries = Object.entries(typeof content === "object" && content !== null ? content : {});
    return Object.fromEntries(entries.filter(([, port]) => Number.isInteger(port) && port > 0 && port < 65_536));
  }

  writePorts(ports: CloudPorts): void {
    this.write("ports.json", ports);
  }

  /** What was running; the account, the certificates and the ports stay. */
  forget(): void {
    for (const file of ["cloud.json", "processes.json", "temporary.json", "aws.env"])
      rmSync(join(this.path, file), { force: true });
  }

  private read(file: string): unknown {
    try {
      return JSON.parse(readFileSync(join(this.path, file), "utf8"));
    } catch {
      return undefined; // absent, or cut off by a full disk
    }
  }

  private write(file: string, content: unknown): void {
    const path = join(this.path, file);
    writeFileSync(`${path}.part`, JSON.stringify(content, undefined, 2), { mode: OWNER_ALONE });
    renameSync(`${path}.part`, path);
  }
}

function isCloud(content: unknown): content is Cloud {
  return typeof content === "object" && content !== null && "supervisor" in content && isIdentity(content.supervisor);
}

function isIdentity(content: unknown): content is ProcessIdentity {
  if (typeof content !== "object" || content === null || !("pid" in content) || !("startedAt" in content)) return false;
  const { pid, startedAt } = content;
  return typeof pid === "number" && pid > 0 && typeof startedAt === "string";
}
