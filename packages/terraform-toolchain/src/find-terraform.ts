import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { coerce, gte } from "semver";
import { ToolchainError } from "./toolchain-error";

const run = promisify(execFile);
/** First release that locks S3 states with an object beside them. */
const MINIMUM_VERSION = "1.11.0";
const INSTALLATION = "https://developer.hashicorp.com/terraform/install";
const TIMEOUT_MS = 30_000;

export interface Terraform {
  /** Name or path of the binary. */
  readonly path: string;
  readonly version: string;
}

export interface FindTerraformOptions {
  /** Default: 1.11.0. */
  readonly minimumVersion?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** How long it may take to say its version; default: half a minute. */
  readonly timeoutMs?: number;
}

/**
 * The Terraform of this machine: TERRAFORM_BINARY_NAME, or `terraform` on the PATH.
 * @throws ToolchainError when there is none, when it is no Terraform, or when it is older than `minimumVersion`.
 */
export async function findTerraform(options: FindTerraformOptions = {}): Promise<Terraform> {
  const { minimumVersion = MINIMUM_VERSION, environment = process.env, timeoutMs = TIMEOUT_MS } = options;
  const named = environment.TERRAFORM_BINARY_NAME || undefined;
  const path = named ?? "terraform";
  const newEnough = `${minimumVersion} or newer from ${INSTALLATION}`;
  const version = await ask(path, environment, timeoutMs).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      const place = named ? ", named in TERRAFORM_BINARY_NAME, does not exist" : " is not on the PATH";
      throw new ToolchainError(
        `"${path}"${place}; install Terraform ${newEnough}, or name the binary in TERRAFORM_BINARY_NAME`,
      );
    }
    throw new ToolchainError(`"${path} version -json" ${error.message}; is it Terraform? Install ${newEnough}`);
  });
  if (!gte(version, minimumVersion)) {
    throw new ToolchainError(`Terraform ${version} is too old; install ${newEnough}`);
  }
  return { path, version };
}

/** @throws Error whose message goes on after the command's name. */
async function ask(path: string, environment: NodeJS.ProcessEnv, timeoutMs: number): Promise<string> {
  const env = { ...environment, CHECKPOINT_DISABLE: "1" };
  const { stdout } = await run(path, ["version", "-json"], { env, timeout: timeoutMs }).catch((error) => {
    if (error.code === "ENOENT") throw error;
    if (error.killed) throw new Error("does not answer");
    throw new Error(`failed: ${String(error.stderr || error.message).trim()}`);
  });
  const version = coerce(versionIn(stdout))?.version;
  if (version === undefined) throw new Error(`says no version: ${stdout.trim().slice(0, 200)}`);
  return version;
}

function versionIn(output: string): string | undefined {
  // Before 0.13 Terraform answers in words, whatever it is asked for.
  const inWords = /^Terraform v(\S+)/.exec(output)?.[1];
  if (inWords !== undefined) return inWords;
  try {
    const answer: unknown = JSON.parse(output);
    if (typeof answer !== "object" || answer === null || !("terraform_version" in answer)) return undefined;
    return `${answer.terraform_version}`;
  } catch {
    return undefined;
  }
}
