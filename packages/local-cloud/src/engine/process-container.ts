import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { constants } from "node:os";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, type ProcessIdentity } from "@app/processes";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import type { ProcessImage } from "../images/image-store";
import { endProcess } from "../process/end";
import { killGroup } from "../process/group";
import { listens } from "../process/ports";
import type { ContainerLabels } from "./container-definition";
import { framedText, LineFramer, STDERR, STDOUT } from "./log-frames";
import { PortForwarder } from "./port-forwarder";
import { readOnlyRefusal } from "./read-only-root";
import type { SharedMount } from "./shared-files";
import { taskCommand } from "./task-command";
import { TaskFolder } from "./task-folder";
import { taskVariables } from "./task-variables";

const LOG_CAPACITY_LINES = 5000;
const TAIL_LINES = 5;
const OUTPUT_PATIENCE_MS = 500;
const LISTENING_PATIENCE_MS = 30_000;
const POLL_MS = 100;

export interface ProcessContainerOptions {
  readonly name: string;
  readonly image: ProcessImage;
  /** `NAME=value`, as Docker's API has them. */
  readonly environment: readonly string[];
  /** In place of the image's, where ECS hands one on. */
  readonly command: readonly string[] | undefined;
  readonly labels: ContainerLabels;
  readonly definition: ContainerDefinition | undefined;
  /** The task that it belongs to, whose containers share an address. */
  readonly task: string;
  /** Loopback address of the task, on which the load balancer and the task's other containers find the container's port. */
  readonly address: string;
  readonly shared: readonly SharedMount[];
  /** Port of its own, on which its program listens. */
  readonly port: number;
}

/** A container that is a process group on this machine. */
export class ProcessContainer {
  readonly id = randomBytes(32).toString("hex");
  readonly events = new EventEmitter();
  readonly log: Buffer[] = [];
  private readonly folder: TaskFolder;
  private forwarder: PortForwarder | undefined;
  private identity: ProcessIdentity | undefined;
  private exit: number | undefined;

  constructor(readonly options: ProcessContainerOptions) {
    this.events.setMaxListeners(0);
    const mounts = options.definition?.mountPoints ?? [];
    const isShared = (path: string) => options.shared.some(({ containerPath }) => containerPath === path);
    const writable = mounts.flatMap(({ containerPath, readOnly }) =>
      containerPath && !readOnly && !isShared(containerPath) ? containerPath : [],
    );
    this.folder = new TaskFolder(options.image, writable, options.shared);
  }

  get isRunning(): boolean {
    return this.identity !== undefined && this.exit === undefined;
  }

  async start(): Promise<ProcessIdentity> {
    const { image, definition, command, address, port } = this.options;
    const words = taskCommand(image, { entryPoint: definition?.entryPoint, command });
    const cwd = this.workingDirectory;
    await this.folder.fill().catch((error: NodeJS.ErrnoException) => {
      throw new Error(`${words.join(" ")}: does not start in ${image.workingDirectory} (${error.code})`);
    });
    const { containerPort } = definition?.portMappings?.[0] ?? {};
    const target = () => ({ host: "127.0.0.1", port });
    if (containerPort) this.forwarder = await PortForwarder.listen({ address, port: containerPort, target });
    const [program = "", ...args] = this.placed(words);
    const child = spawn(program, args, { cwd, env: this.variables, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    child.once("error", () => undefined); // It has no process number then, which is reported below.
    const { pid } = child;
    if (pid === undefined) {
      await this.forwarder?.close();
      throw new Error(`${words.join(" ")}: does not start in ${cwd}; is the program in the image?`);
    }
    this.follow(child.stdout, new LineFramer(STDOUT));
    this.follow(child.stderr, new LineFramer(STDERR));
    // A container ends with its first process.
    child.once("exit", () => {
      killGroup(pid);
      // Whoever left the group keeps the pipes open; nobody waits for that.
      setTimeout(() => [child.stdout, child.stderr].map((pipe) => pipe.destroy()), OUTPUT_PATIENCE_MS).unref();
    });
    child.once("close", (code, signal) => this.end(code ?? 128 + constants.signals[signal ?? "SIGKILL"]));
    this.identity = identify(pid);
    return this.identity;
  }

  /** Ends the process group; SIGKILL after `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    if (!this.identity || !this.isRunning) return;
    await endProcess(this.identity, patienceMs);
    await this.exited();
  }

  remove(): void {
    this.folder.remove();
  }

  /** The refusal when it listens, and so has written what it writes at its start. Of one without a port its end tells. */
  async refusalWhenListening(): Promise<string | undefined> {
    const { definition, port } = this.options;
    if (!definition?.readonlyRootFilesystem || !this.forwarder) return undefined;
    const deadline = Date.now() + LISTENING_PATIENCE_MS;
    while (this.isRunning && Date.now() < deadline && !(await listens(port))) await sleep(POLL_MS);
    return this.refusal();
  }

  /** What Fargate's read-only root would have refused so far, in a sentence; undefined where that is not asked for. */
  async refusal(): Promise<string | undefined> {
    if (!this.options.definition?.readonlyRootFilesystem) return undefined;
    return readOnlyRefusal(await this.folder.refusedWrites());
  }

  /** The last lines of its output. */
  tail(): string {
    return framedText(Buffer.concat(this.log.slice(-TAIL_LINES)));
  }

  async exited(): Promise<number> {
    if (this.exit === undefined) await new Promise((resolve) => this.events.once("exit", resolve));
    return this.exit ?? 0;
  }

  /** Runs a health check's command as ECS writes it: `["CMD", …]` or `["CMD-SHELL", "…"]`. */
  probe([kind, ...command]: readonly string[], timeoutMs: number): Promise<boolean> {
    const words = kind === "CMD-SHELL" ? ["sh", "-c", command.join(" ")] : this.placed(command);
    const [program = "true", ...args] = words;
    const options = { cwd: this.workingDirectory, env: this.variables, timeout: timeoutMs };
    return new Promise((resolve) => execFile(program, args, options, (error) => resolve(error === null)));
  }

  /** What `docker inspect` says. */
  inspect(): object {
    const { name, image, labels, environment, address } = this.options;
    const status = this.exit !== undefined ? "exited" : this.isRunning ? "running" : "created";
    return {
      Id: this.id,
      Name: `/${name}`,
      Image: image.digest,
      Config: { Image: image.uri, Labels: labels, Env: environment, Tty: false },
      HostConfig: {},
      State: { Status: status, Running: this.isRunning, ExitCode: this.exit ?? 0, Pid: this.identity?.pid ?? 0 },
      NetworkSettings: { Networks: { loopback: { IPAddress: address } } },
    };
  }

  private async end(code: number): Promise<void> {
    await this.forwarder?.close();
    const refusal = await this.refusal();
    if (refusal) this.record(new LineFramer(STDERR).push(Buffer.from(`${refusal}\n`)));
    // On Fargate it would have failed where it wrote.
    this.exit = code === 0 && refusal ? 1 : code;
    this.events.emit("exit");
  }

  private get variables(): Record<string, string> {
    const { image, port, environment } = this.options;
    return taskVariables({ image, folder: this.folder, port, given: environment });
  }

  private get workingDirectory(): string {
    return this.folder.place(this.options.definition?.workingDirectory ?? ".");
  }

  /** Words in which a path below the image's work folder is the task's own. */
  private placed(words: readonly string[]): string[] {
    return words.map((word) => (word.startsWith("/") ? this.folder.place(word) : word));
  }

  private follow(output: Readable, framer: LineFramer): void {
    output.on("data", (data: Buffer) => this.record(framer.push(data)));
    output.once("end", () => this.record(framer.end()));
  }

  private record(frames: readonly Buffer[]): void {
    for (const frame of frames) {
      this.log.push(frame);
      if (this.log.length > LOG_CAPACITY_LINES) this.log.shift();
      this.events.emit("log", frame);
    }
  }
}
