import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { platform, REGISTRY_HOST } from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";

/** What the bindings of `@cdktf/provider-docker` 12.0.3 ask for. */
export const DOCKER_PROVIDER = { source: "kreuzwerker/docker", version: "3.6.2" } as const;
const MODULE = "github.com/terraform-providers/terraform-provider-docker";

const NO_GO = "Go is not on the PATH; install it from https://go.dev/dl";

export interface BuildDockerProviderOptions {
  readonly root: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly onProgress: (line: string) => void;
}

/** Folder of the providers that were built from source in this checkout, laid out as a mirror. */
export function builtProviders(root: string): string {
  return join(root, ".local/terraform/built");
}

/**
 * Builds the Docker provider from the Go module proxy, for machines that reach it but not the Terraform registry. Takes
 * about 100 s the first time and nothing after that. The Go proxy serves no release of it under a usable path: what is
 * built is the commit in `docker-provider/go.mod`, labelled with the version that the bindings pin.
 * @throws ToolchainError where Go is missing or the build fails.
 */
export async function buildDockerProvider(options: BuildDockerProviderOptions): Promise<void> {
  const { root, environment = process.env, onProgress } = options;
  const { source, version } = DOCKER_PROVIDER;
  const folder = join(builtProviders(root), REGISTRY_HOST, source, version, platform());
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)}s`;
  onProgress(`building ${source} from source with Go, about two minutes the first time …`);
  const ticker = setInterval(() => onProgress(`building ${source} … ${elapsed()}`), 20_000);
  // Half a provider must not be found.
  const unfinished = join(builtProviders(root), `unfinished.${process.pid}`);
  try {
    await goBuild(join(unfinished, `terraform-provider-docker_v${version}`), environment);
    renameSync(unfinished, folder);
  } finally {
    clearInterval(ticker);
    rmSync(unfinished, { recursive: true, force: true });
  }
  onProgress(`built ${source} in ${elapsed()}`);
}

function goBuild(output: string, environment: NodeJS.ProcessEnv): Promise<void> {
  mkdirSync(dirname(output), { recursive: true });
  const child = spawn("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", output, MODULE], {
    cwd: join(__dirname, "../docker-provider"),
    env: { ...environment, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      reject(new ToolchainError(error.code === "ENOENT" ? NO_GO : `go: ${error.message}`));
    });
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new ToolchainError(`that fails:\n${lines.slice(-10).join("\n")}`));
    });
  });
}
