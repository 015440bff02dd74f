import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, findCloud, stopCloud } from "@app/local-cloud";
import { type Ended, ROOT } from "../checkout";
import { copyDeployed } from "../deployed-account";

/** The account of `npm start` in a checkout that is nobody else's. */
const CLOUD = "local";
/** What this checkout downloaded and another one would only download again. Python's environments cannot move. */
const SHARED = [".tools", ".local/terraform"];
const IMAGES = ".local/images";

/** A clone of this checkout's tracked files that a test may change, with an emulated account of its own. */
export class ScratchCheckout {
  private readonly origin: string;
  readonly root: string;
  private readonly running = new Set<ChildProcess>();

  /** Inside the checkout, so that pnpm links packages instead of copying them. */
  constructor(private readonly folder: string) {
    this.origin = join(folder, "origin");
    this.root = join(folder, "flask-on-fargate");
  }

  /** Clones as a page tells its reader to, with git led to this checkout's files instead of `url`. */
  async clone(commands: string, url: string): Promise<Ended> {
    await this.remove();
    const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0");
    for (const file of tracked.filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
      cpSync(join(ROOT, file), join(this.origin, file));
    }
    const git = (...args: string[]) => execFileSync("git", args, { cwd: this.origin, stdio: ["ignore", "ignore", 2] });
    git("init", "--quiet");
    git("add", "--all", "--force");
    git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--message", "As it is");
    const ended = await this.shell(commands, this.folder, {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.${this.origin}.insteadOf`,
      GIT_CONFIG_VALUE_0: url,
    });
    // What ships is deployed already: a first deploy is another suite's affair.
    await copyDeployed(join(this.root, ".local/cloud", CLOUD));
    this.copyImages();
    for (const path of SHARED.filter((name) => existsSync(join(ROOT, name)))) {
      mkdirSync(join(this.root, path, ".."), { recursive: true });
      symlinkSync(realpathSync(join(ROOT, path)), join(this.root, path));
    }
    return ended;
  }

  /** Snapshots of sources, which the tasks of the deployed account are made of. */
  private copyImages(): void {
    for (const name of readdirSync(join(ROOT, IMAGES)).filter((entry) => entry.startsWith("sha256-"))) {
      cpSync(join(ROOT, IMAGES, name), join(this.root, IMAGES, name), { recursive: true });
    }
  }

  /** Commands as somebody would type them in the checkout. */
  run(commands: string): Promise<Ended> {
    return this.shell(commands, this.root, { LOCAL_RUNTIME: "process", NO_COLOR: "1" });
  }

  cloud(): Cloud | undefined {
    return findCloud({ root: this.root, name: CLOUD });
  }

  /** Ends and removes everything, whatever state it is in. */
  async remove(): Promise<void> {
    for (const { pid } of this.running) if (pid !== undefined) process.kill(-pid, "SIGTERM");
    if (existsSync(this.root)) await stopCloud({ root: this.root, name: CLOUD });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private shell(commands: string, cwd: string, environment: NodeJS.ProcessEnv): Promise<Ended> {
    const env = { ...process.env, LOCAL_CLOUD: undefined, ...environment };
    // A process group of its own, so that `remove` reaches what the shell started.
    const child = spawn("sh", ["-ec", commands], { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        output += data;
        process.stderr.write(data);
      });
    }
    return new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve({ status: status ?? 1, output }));
    }).finally(() => this.running.delete(child));
  }
}
