import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessIdentity } from "./process/identity";

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

  get supervisorLog(): string {
    return join(this.path, "supervisor.log");
  }

  get account(): string {
    return join(this.path, "account");
  }

  get certificates(): string {
    return join(this.path, "certificates");
  }

  readCloud(): Cloud | undefined {
    return this.read<Cloud>("cloud.json");
  }

  writeCloud(cloud: Cloud): void {
    this.write("cloud.json", cloud);
  }

  /** Processes that were started, to be ended by a later run where a crash left them behind. */
  readProcesses(): readonly ProcessIdentity[] {
    return this.read<ProcessIdentity[]>("processes.json") ?? [];
  }

  addProcess(identity: ProcessIdentity): void {
    this.write("processes.json", [...this.readProcesses(), identity]);
  }

  forget(): void {
    for (const file of ["cloud.json", "processes.json"]) rmSync(join(this.path, file), { force: true });
  }

  private read<Content>(file: string): Content | undefined {
    const path = join(this.path, file);
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Content) : undefined;
  }

  private write(file: string, content: unknown): void {
    const path = join(this.path, file);
    writeFileSync(`${path}.part`, JSON.stringify(content, undefined, 2));
    renameSync(`${path}.part`, path);
  }
}
