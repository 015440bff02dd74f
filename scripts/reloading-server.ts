import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type FSWatcher, watch } from "node:fs";
import { delimiter, sep } from "node:path";

const SETTLE_MS = 30;
const NOT_SERVED = /(^|[/\\])(\.|__pycache__|tests?([/\\]|$))|\.pyc$|~$/;

export interface ReloadingServerOptions {
  /** Folder of the application; whatever is saved below it is served. */
  readonly folder: string;
  /** The Procfile's line for the shell, which starts gunicorn. */
  readonly line: string;
  readonly bin: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly onProgress: (line: string) => void;
}

/** gunicorn on the files as they are saved: its master keeps the port and takes new workers with every change. */
export class ReloadingServer {
  private process: ChildProcess | undefined;
  private readonly watcher: FSWatcher;
  private changed: NodeJS.Timeout | undefined;
  private ending = false;

  constructor(private readonly options: ReloadingServerOptions) {
    this.start();
    this.watcher = watch(options.folder, { recursive: true }, (_, file) => {
      if (file === null || NOT_SERVED.test(file.split(sep).join("/"))) return;
      clearTimeout(this.changed);
      this.changed = setTimeout(() => this.reload(file), SETTLE_MS);
    });
  }

  async end(): Promise<void> {
    this.ending = true;
    this.watcher.close();
    clearTimeout(this.changed);
    const { process: running } = this;
    if (running === undefined) return;
    running.kill("SIGTERM");
    await once(running, "exit");
  }

  private start(): void {
    const { folder, line, bin, variables, onProgress } = this.options;
    const path = [bin, process.env.PATH].join(delimiter);
    const started = spawn("sh", ["-c", `exec ${line}`], {
      cwd: folder,
      env: { ...process.env, ...variables, PATH: path },
      stdio: ["ignore", "inherit", "inherit"],
    });
    this.process = started;
    started.once("exit", (code) => {
      if (this.process !== started) return;
      this.process = undefined;
      if (!this.ending) onProgress(`the server ended with ${code}; the next file that is saved starts it again`);
    });
  }

  private reload(file: string): void {
    this.options.onProgress(`${file} was saved`);
    // https://docs.gunicorn.org/en/stable/signals.html
    if (this.process === undefined) this.start();
    else this.process.kill("SIGHUP");
  }
}
