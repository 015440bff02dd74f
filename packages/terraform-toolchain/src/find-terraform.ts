import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { coerce, gte } from "semver";
import { ToolchainError } from "./toolchain-error";

const run = promisify(execFile);
/** First release that locks S3 states with an object beside them. */
const MINIMUM_VERSION = "1.10.0";
const INSTALLATION = "https://developer.hashicorp.com/terraform/install";

export interface Terraform {
  /** Name or path of the binary. */
  readonly path: string;
  readonly version: string;
}

/**
 * The Terraform of this machine: TERRAFORM_BINARY_NAME, or `terraform` on the PATH.
 * @throws ToolchainError when there is none, or when it is older than `minimumVersion` (default: 1.10.0).
 */
export async function findTerraform({
  minimumVersion = MINIMUM_VERSION,
  environment = process.env,
}: {
  readonly minimumVersion?: string;
  readonly environment?: NodeJS.ProcessEnv;
} = {}): Promise<Terraform> {
  const path = environment.TERRAFORM_BINARY_NAME ?? "terraform";
  const version = await versionOf(path, environment);
  if (!gte(version, minimumVersion)) {
    throw new ToolchainError(
      `Terraform ${version} is too old; install ${minimumVersion} or newer from ${INSTALLATION}`,
    );
  }
  return { path, version };
}

async function versionOf(path: string, environment: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout } = await run(path, ["version", "-json"], { env: { ...environment, CHECKPOINT_DISABLE: "1" } });
    const { terraform_version: version } = JSON.parse(stdout) as { terraform_version: string };
    return coerce(version)?.version ?? version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      throw new ToolchainError(
        `"${path}" is not on the PATH; install Terraform ${MINIMUM_VERSION} or newer from ${INSTALLATION}, or name the binary in TERRAFORM_BINARY_NAME`,
      );
    }
    throw new ToolchainError(`"${path} version -json" failed: ${(error as Error).message}`);
  }
}
