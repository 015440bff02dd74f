import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { platform, REGISTRY_HOST } from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";

/** What the bindings of `@cdktf/provider-docker` 12.0.3 ask for. */
export const DOCKER_PROVIDER = { source: "kreuzwerker/docker", version: "3.6.2" } as const;
const MODULE = "github.com/terraform-providers/terraform-provider-docker";

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
export async function buildDockerProvider({
  root,
  onProgress,
}: {
  readonly root: string;
  readonly onProgress: (line: string) => void;
}): Promise<void> {
  const { source, version } = DOCKER_PROVIDER;
  const folder = join(builtProviders(root), REGISTRY_HOST, source, version, platform());
  const binary = join(folder, `terraform-provider-docker_v${version}`);
  if (existsSync(binary)) return;
  mkdirSync(dirname(folder), { recursive: true });
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)}s`;
  onProgress(`building ${source} from source with Go, about two minutes the first time …`);
  const ticker = setInterval(() => onProgress(`building ${source} … ${elapsed()}`), 20_000);
  const unfinished = join(dirname(folder), `${platform()}.part`);
  try {
    await goBuild(unfinished);
  } finally {
    clearInterval(ticker);
  }
  mkdirSync(folder, { recursive: true });
  renameSync(unfinished, binary);
  onProgress(`built ${source} in ${elapsed()}`);
}

function goBuild(output: string): Promise<void> {
  const child = spawn("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", output, MODULE], {
    cwd: join(__dirname, "../docker-provider"),
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      reject(new ToolchainError(error.code === "ENOENT" ? "Go is not on the PATH" : `go: ${error.message}`));
    });
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new ToolchainError(`the Docker provider does not build:\n${lines.slice(-10).join("\n")}`));
    });
  });
}
