import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const COMMAND = [process.execPath, join(__dirname, "../bin/cdktf.cjs")];
/** Gives a command a terminal of its own, whose keys come from this process's stdin. */
const IN_TERMINAL = [
  "python3",
  "-c",
  "import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))",
];
const POLL_MS = 25;
/** For what hangs, not for what is slow. */
const PATIENCE_MS = 300_000;

export interface RunnerResult {
  readonly status: number | null;
  readonly stdout: string;
  /** Both streams, as a person sees them. */
  readonly text: string;
}

export interface RunnerProcessOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether it runs in a terminal; otherwise nobody is at its stdin. */
  readonly terminal: boolean;
}

/** The real `cdktf` command as a process of its own that leads a process group, as it does under a shell. */
export class RunnerProcess {
  readonly result: Promise<RunnerResult>;
  private readonly child: ChildProcess;
  private text = "";
  private stdout = "";

  constructor(args: readonly string[], { folder, environment, terminal }: RunnerProcessOptions) {
    const [program = "", ...rest] = [...(terminal ? IN_TERMINAL : []), ...COMMAND, ...args];
    this.child = spawn(program, rest, {
      cwd: folder,
      env: environment,
      detached: true,
      stdio: [terminal ? "pipe" : "ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (data: Buffer) => {
      this.stdout += data;
      this.text += data;
    });
    this.child.stderr?.on("data", (data: Buffer) => {
      this.text += data;
    });
    this.result = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (status) => resolve({ status, stdout: this.stdout, text: this.text }));
    });
  }

  /** Waits until a condition holds; fails with what was printed when the process ends before, or after five minutes. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    const isOver = () => !this.isRunning || Date.now() > deadline;
    while (!condition() && !isOver()) await sleep(POLL_MS);
    // What it printed last arrives after its end.
    if (!this.isRunning) await this.result;
    if (!condition()) throw new Error(`${what}: did not happen\n${this.text}`);
  }

  untilPrinted(pattern: RegExp): Promise<void> {
    return this.until(() => pattern.test(this.text), `printing ${pattern}`);
  }

  /** Waits until it printed so many lines, or has ended. */
  async untilLines(count: number): Promise<void> {
    while (this.isRunning && this.text.split("\n").length <= count) await sleep(POLL_MS);
  }

  /** Types into its terminal. */
  type(keys: string): void {
    this.child.stdin?.write(keys);
  }

  /** Sends a signal to the whole process group, as a terminal does. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.child.pid !== undefined && this.isRunning) process.kill(-this.child.pid, signal);
  }

  /** Ends it, and nothing that it started, as the kernel does when memory runs out. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.result;
  }

  /** Nobody reads any more, as when a pager was closed. */
  closeOutput(): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  /** Ends it as Ctrl-C does, and waits until it and its Terraform are gone. */
  async stop(): Promise<void> {
    this.signalGroup("SIGINT");
    await this.result;
  }

  private get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}
