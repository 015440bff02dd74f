import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import type { ProcessImage } from "../images/image-store";
import { endProcess } from "../process/end";
import { killGroup } from "../process/group";
import { identify, type ProcessIdentity } from "../process/identity";
import type { ContainerLabels } from "./container-definition";
import { framedText, LineFramer, STDERR, STDOUT } from "./log-frames";

/** Variables of this machine that a program needs to run at all; everything else comes from the task definition. */
const INHERITED = ["LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"];
const LOG_CAPACITY_LINES = 5000;
const TAIL_LINES = 5;
const OUTPUT_PATIENCE_MS = 500;

export interface ProcessContainerOptions {
  readonly name: string;
  readonly image: ProcessImage;
  /** `NAME=value`, as Docker's API has them. */
  readonly environment: readonly string[];
  readonly labels: ContainerLabels;
  readonly definition: ContainerDefinition | undefined;
  /** Loopback address of its own. */
  readonly address: string;
}

/** A container that is a process group on this machine. */
export class ProcessContainer {
  readonly id = randomBytes(32).toString("hex");
  readonly events = new EventEmitter();
  readonly log: Buffer[] = [];
  private readonly scratch = mkdtempSync(join(tmpdir(), "task-"));
  private identity: ProcessIdentity | undefined;
  private exit: number | undefined;

  constructor(readonly options: ProcessContainerOptions) {
    this.events.setMaxListeners(0);
  }

  get isRunning(): boolean {
    return this.identity !== undefined && this.exit === undefined;
  }

  start(): ProcessIdentity {
    const { image } = this.options;
    const child = spawn("sh", ["-c", `exec ${image.command}`], {
      cwd: image.workingDirectory,
      env: this.environment(),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.once("error", () => undefined); // It has no process number then, which is reported below.
    if (child.pid === undefined) throw new Error(`${image.command}: does not start in ${image.workingDirectory}`);
    const { pid } = child;
    this.follow(child.stdout, new LineFramer(STDOUT));
    this.follow(child.stderr, new LineFramer(STDERR));
    // A container ends with its first process.
    child.once("exit", () => {
      killGroup(pid);
      // Whoever left the group keeps the pipes open; nobody waits for that.
      setTimeout(() => [child.stdout, child.stderr].map((pipe) => pipe.destroy()), OUTPUT_PATIENCE_MS).unref();
    });
    child.once("close", (code, signal) => {
      this.exit = code ?? 128 + constants.signals[signal ?? "SIGKILL"];
      this.events.emit("exit");
    });
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
    rmSync(this.scratch, { recursive: true, force: true });
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
    const [program = "true", ...args] = kind === "CMD-SHELL" ? ["sh", "-c", command.join(" ")] : command;
    const options = { cwd: this.options.image.workingDirectory, env: this.environment(), timeout: timeoutMs };
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

  private environment(): NodeJS.ProcessEnv {
    const { image, environment, address } = this.options;
    const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
    const given = environment.map((entry) => {
      const [name = "", ...value] = entry.split("=");
      // The name under which a container reaches this machine.
      return [name, value.join("=").replaceAll("host.docker.internal", "127.0.0.1")];
    });
    return {
      ...Object.fromEntries(inherited),
      ...Object.fromEntries(given),
      PATH: [image.bin, "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
      HOME: this.scratch,
      TMPDIR: this.scratch,
      // Every task listens on the same port, each on its own address.
      BIND_ADDRESS: address,
    };
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
