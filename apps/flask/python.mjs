/**
 * `node python.mjs TOOL …` runs a tool of the application's own Python environment, `.venv`, made from
 * requirements-dev.txt when that changed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const venv = join(folder, ".venv");
const requirements = join(folder, "requirements-dev.txt");

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: "inherit" });
  if (error?.code === "ENOENT") {
    console.error(`"${program}" is not there; install Python 3.11 or newer, or name one in the variable PYTHON`);
  }
  return status ?? 1;
}

function ensureEnvironment() {
  const stamp = join(venv, ".requirements");
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the Python packages of apps/flask into .venv …");
  rmSync(venv, { recursive: true, force: true });
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--require-hashes",
    "-r",
    requirements,
  ];
  if (run(process.env.PYTHON ?? "python3", ["-m", "venv", venv]) !== 0) process.exit(1);
  if (run(join(venv, "bin/python"), pip) !== 0) process.exit(1);
  writeFileSync(stamp, wanted);
}

ensureEnvironment();
const [tool, ...args] = process.argv.slice(2);
if (tool !== undefined) process.exit(run(join(venv, "bin", tool), args));
