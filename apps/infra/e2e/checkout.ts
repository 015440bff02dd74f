import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  type Cloud,
  cloudEnvironment,
  findCloud,
  type RecordedCall,
  type Runtime,
  readRequestRecord,
  startCloud,
  stopCloud,
} from "@app/local-cloud";
import { type OwnPorts, ownPorts } from "./own-ports";
import { terraformTuning } from "./terraform-tuning";
import { DEPLOY_ROLE, ROLE_VARIABLE } from "./test-role";

export const ROOT = join(__dirname, "../../..");

export interface Ended {
  readonly status: number;
  /** Both streams, in order. */
  readonly output: string;
}

/** The checkout's commands, on an account of the test's own. */
export class Checkout {
  /** Output folders of this account's environments. */
  readonly output: string;
  readonly accountFolder: string;
  private readonly running = new Set<ChildProcess>();
  /** Its own ones: clouds that start at the same moment would choose the same. */
  private readonly ports: OwnPorts;

  constructor(
    readonly name: string,
    readonly runtime: Runtime,
    /** Where `cdktf` runs: the folder of the app that is deployed. */
    readonly folder = ROOT,
    /** Whether it is recorded who calls what. */
    private readonly recordsCallers = false,
  ) {
    this.accountFolder = join(ROOT, ".local/cloud", name);
    this.output = join(this.accountFolder, "cdktf.out");
    this.ports = ownPorts(ROOT, name);
  }

  /** Starts the account, with what it holds and nothing deployed to it. */
  start(domain: string): Promise<Cloud> {
    const { name, runtime, ports, recordsCallers } = this;
    return startCloud({ root: ROOT, name, runtime, domain, ports, recordsCallers, onProgress: () => undefined });
  }

  /** `npm start` and the like, by the name of its script. */
  script(name: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.run(["--import", "tsx", join("scripts", `${name}.ts`), ...args], environment);
  }

  /** The checkout's `cdktf`. */
  cdktf(args: readonly string[], environment: NodeJS.ProcessEnv = {}, folder = this.folder): Promise<Ended> {
    return this.run([join(ROOT, "packages/stack-runner/bin/cdktf.cjs"), ...args], environment, folder);
  }

  cloud(): Cloud {
    const cloud = findCloud({ root: ROOT, name: this.name });
    if (!cloud) throw new Error(`the cloud "${this.name}" does not run`);
    return cloud;
  }

  /** What was called in this account since it began, where that is recorded. */
  calls(): readonly RecordedCall[] {
    return readRequestRecord({ root: ROOT, name: this.name }).calls;
  }

  /** What the names of images in this account's registry begin with. */
  get registry(): string {
    return `localhost:${this.ports.gateway}/`;
  }

  /** Variables that lead plain Terraform to this account. */
  environment(): Record<string, string> {
    const config = join(ROOT, ".local/terraform/terraform.rc");
    return { ...cloudEnvironment(this.cloud()), ...(existsSync(config) && { TF_CLI_CONFIG_FILE: config }) };
  }

  /** Ends the account, with what a failed test left running on it, and forgets what it held. */
  async remove(): Promise<void> {
    await Promise.all(
      [...this.running].map((child) => {
        child.kill();
        return once(child, "close");
      }),
    );
    await stopCloud({ root: ROOT, name: this.name });
    rmSync(this.accountFolder, { recursive: true, force: true });
  }

  /** A program of Node's, with this account as the local one. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv, cwd = ROOT): Promise<Ended> {
    const child = spawn(process.execPath, args, {
      cwd,
      env: {
        ...terraformTuning,
        ...process.env,
        LOCAL_CLOUD: this.name,
        LOCAL_RUNTIME: this.runtime,
        LOCAL_AWS_PORT: `${this.ports.gateway}`,
        LOCAL_HTTP_PORT: `${this.ports.http}`,
        LOCAL_HTTPS_PORT: `${this.ports.https}`,
        // Nobody but the emulator is asked for credentials.
        AWS_EC2_METADATA_DISABLED: "true",
        [ROLE_VARIABLE]: DEPLOY_ROLE,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        output += data;
      });
      // Suites run side by side: each line says whose it is.
      createInterface({ input: stream }).on("line", (line) => process.stderr.write(`${this.name}  ${line}\n`));
    }
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status, signal) => {
        this.running.delete(child);
        resolve({ status: status ?? 1, output: signal ? `${output}\nended by ${signal}\n` : output });
      });
    });
  }
}
