import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, cloudEnvironment, findCloud, type Runtime } from "@app/local-cloud";

export const ROOT = join(__dirname, "../../..");
export const FLASK_FOLDER = join(ROOT, "apps/flask");

export interface Ended {
  readonly status: number;
  /** Both streams, in order. */
  readonly output: string;
}

/** The checkout's commands, on an account of the test's own. */
export class Checkout {
  /** Output folders of this account's environments. */
  readonly output: string;

  constructor(
    readonly name: string,
    readonly runtime: Runtime,
  ) {
    this.output = join(ROOT, ".local/cloud", name, "cdktf.out");
  }

  /** `npm start` and the like, by the name of its script. */
  script(name: string, args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.run(["--import", "tsx", join("scripts", `${name}.ts`), ...args], environment);
  }

  /** The checkout's `cdktf`, from the root or from `folder`. */
  cdktf(args: readonly string[], environment: NodeJS.ProcessEnv = {}, folder = ROOT): Promise<Ended> {
    return this.run([join(ROOT, "packages/stack-runner/bin/cdktf.cjs"), ...args], environment, folder);
  }

  cloud(): Cloud {
    const cloud = findCloud({ root: ROOT, name: this.name });
    if (!cloud) throw new Error(`the cloud "${this.name}" does not run`);
    return cloud;
  }

  /** Variables that lead plain Terraform to this account. */
  environment(): Record<string, string> {
    const config = join(ROOT, ".local/terraform/terraform.rc");
    return { ...cloudEnvironment(this.cloud()), ...(existsSync(config) && { TF_CLI_CONFIG_FILE: config }) };
  }

  /** A program of Node's, with this account as the local one. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv, cwd = ROOT): Promise<Ended> {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, LOCAL_CLOUD: this.name, LOCAL_RUNTIME: this.runtime, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        output += data;
        process.stderr.write(data);
      });
    }
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve({ status: status ?? 1, output }));
    });
  }
}
