import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { lock } from "proper-lockfile";
import { PythonEnvironmentError } from "./python-environment-error";
import { hasHashes, readRequirements } from "./requirements";

const run = promisify(execFile);
/** After this long without a sign of life the lock of a killed installation is taken over. */
const STALE_MS = 20_000;
/** Installations take minutes. */
const PATIENCE = { retries: 600, factor: 1, minTimeout: 1000 };
const OLDEST_PYTHON = [3, 11] as const;

export interface PythonEnvironmentOptions {
  /** Folder of the virtual environment; made when missing, remade when the requirements changed. */
  readonly folder: string;
  /** A requirements file, with hashes or without. */
  readonly requirements: string;
  readonly onProgress: (line: string) => void;
}

/**
 * A virtual environment that holds exactly what the requirements name. Returns its `bin` folder.
 * @throws PythonEnvironmentError where Python is missing or too old, or the packages cannot be installed.
 */
export async function ensurePythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { folder, requirements, onProgress } = options;
  const bin = join(folder, "bin");
  const stamp = join(folder, ".requirements");
  const wanted = createHash("sha256")
    .update(readRequirements(requirements))
    // Its programs hold the path: an environment that was moved is none any more.
    .update(resolve(folder))
    .digest("hex");
  const isReady = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(join(bin, "python"));
  if (isReady()) return bin;
  mkdirSync(dirname(folder), { recursive: true });
  // Whoever needs it meanwhile waits: two at once in one folder spoil each other's files.
  const release = await lock(folder, {
    realpath: false,
    stale: STALE_MS,
    retries: PATIENCE,
    // Somebody removed it. What runs must still come to its end.
    onCompromised: () => undefined,
  });
  try {
    if (isReady()) return bin;
    onProgress(`installing Python packages into ${folder} …`);
    await make(folder, requirements);
    writeFileSync(stamp, wanted);
    return bin;
  } finally {
    await release().catch(() => undefined);
  }
}

async function make(folder: string, requirements: string): Promise<void> {
  const python = await findPython();
  rmSync(folder, { recursive: true, force: true });
  await command(python, ["-m", "venv", folder], "Debian and Ubuntu have it in the package python3-venv");
  const strictness = hasHashes(readRequirements(requirements)) ? ["--require-hashes"] : [];
  await command(
    join(folder, "bin/python"),
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...strictness, "-r", requirements],
    "is the package index reachable?",
  );
}

async function findPython(): Promise<string> {
  const asked = process.env.PYTHON ?? "python3";
  let version: string;
  try {
    version = (await run(asked, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])).stdout.trim();
  } catch {
    throw new PythonEnvironmentError(`"${asked}" does not run; install Python ${OLDEST_PYTHON.join(".")} or newer`);
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1])) {
    throw new PythonEnvironmentError(
      `Python ${version} is too old; install ${OLDEST_PYTHON.join(".")} or newer, or name one in the variable PYTHON`,
    );
  }
  return asked;
}

function command(program: string, args: readonly string[], hint: string): Promise<void> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      const lines = output.trim().split("\n").slice(-8).join("\n");
      reject(new PythonEnvironmentError(`"${program} ${args.slice(0, 3).join(" ")} …" failed (${hint}):\n${lines}`));
    });
  });
}
