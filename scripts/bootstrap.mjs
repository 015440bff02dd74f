/**
 * Runs one of the checkout's commands on a machine that has only Node: puts the pinned pnpm into `.tools`, installs the
 * workspace when it changed, and hands over to `scripts/<command>.ts`.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = [20, 9];
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tools = join(root, ".tools");
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, args, environment = process.env) {
  const windows = process.platform === "win32";
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: environment,
    shell: windows,
  });
  if (error) fail(`${command}: ${error.message}`);
  return signal ? 130 : status;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(
    `Node ${process.versions.node} is too old; install Node ${OLDEST_NODE.join(".")} or newer, for example the one in .node-version`,
  );
}

/** pnpm in the version of package.json, inside the checkout, so that nothing global is needed or changed. */
function ensurePnpm() {
  const [name, version] = packageManager.split("@");
  const installed = join(tools, "node_modules", name, "package.json");
  if (existsSync(installed) && JSON.parse(readFileSync(installed, "utf8")).version === version) return;
  console.log(`Installing ${packageManager} into .tools …`);
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true }));
  const status = run("npm", [
    "install",
    "--prefix",
    tools,
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    packageManager,
  ]);
  if (status !== 0) fail(`npm could not install ${packageManager}; is the npm registry reachable?`);
}

const stamp = join(root, "node_modules", ".installed");

function manifestsHash() {
  const hash = createHash("sha256").update(process.versions.modules);
  for (const file of ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"])
    hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** Whether no manifest and no lock file changed since the last successful installation. */
function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === manifestsHash();
}

function ensureWorkspace(environment) {
  if (isInstalled()) return;
  const status = run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], environment);
  if (status !== 0) fail("pnpm install failed; the message above says why");
  writeFileSync(stamp, manifestsHash());
}

/** The page of a command from the reference, for a checkout whose packages are not installed: help installs nothing. */
function pageOf(command) {
  const text = readFileSync(join(root, "docs", "commands.md"), "utf8");
  const line = ["start", "test"].includes(command) ? `npm ${command}` : `npm run ${command}`;
  return (
    text
      .split(`## \`${line}\``)[1]
      ?.split("```")[1]
      ?.replace(/^text\n/, "") ?? `${line}: see docs/commands.md`
  );
}

/** Runs the command itself; it decides how to end. */
function handOver(script) {
  const child = spawn(process.execPath, script, { cwd: root, stdio: "inherit", env: environment });
  // Ctrl-C reaches the whole foreground group.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  endWithParent(child);
  child.once("error", ({ message }) => fail(`${process.execPath}: ${message}`));
  child.once("close", (status, signal) => process.exit(signal ? 130 : status));
}

/** A signal to npm alone ends npm and its shell, and nothing below them: whoever has lost them ends as well. */
function endWithParent(child) {
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 500);
  watch.unref();
}

const [command, ...args] = process.argv.slice(2);
checkNode();
if (args.some((arg) => arg === "--help" || arg === "-h") && !isInstalled()) {
  console.log(pageOf(command).trimEnd());
  process.exit(0);
}
ensurePnpm();
const path = [join(tools, "node_modules", ".bin"), join(root, "node_modules", ".bin"), process.env.PATH].join(
  delimiter,
);
const environment = {
  ...process.env,
  PATH: path,
  // The oldest Node that the checkout supports is one that later releases of the SDK will not; the pinned one does.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};
ensureWorkspace(environment);
handOver(["--import", "tsx", join("scripts", `${command}.ts`), ...args]);
