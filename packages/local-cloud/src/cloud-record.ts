import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudPorts } from "./cloud-ports";
import { isRunning, type ProcessIdentity } from "./process/identity";

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
  readonly supervisor: ProcessIdentity;
}

/** Files of one local cloud. */
export class CloudFolder {
  readonly path: string;

  constructor(root: string, name: string) {
    this.path = join(root, ".local/cloud", name);
    mkdirSync(this.path, { recursive: true });
  }

  get emulatorLog(): string {
    return join(this.path, "emulator.log");
  }

  get requestJournal(): string {
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

  /** Undefined where there is no record, or none that can be read. */
  readCloud(): Cloud | undefined {
    const content = this.read("cloud.json");
    return isCloud(content) ? content : undefined;
  }

  writeCloud(cloud: Cloud): void {
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
    for (const file of ["cloud.json", "processes.json"]) rmSync(join(this.path, file), { force: true });
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
    writeFileSync(`${path}.part`, JSON.stringify(content, undefined, 2));
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
