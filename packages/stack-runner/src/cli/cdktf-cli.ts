import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import type { Project } from "../project/project";
import { RunnerError } from "../runner-error";

/** cdktf-cli 0.21 loads node-pty, which does not build on anything newer. */
const NEWEST_NODE = 22;

/** Hands a command to cdktf-cli as it is, in the app's folder. */
export function runCdktfCli({ folder }: Project, args: readonly string[]): Promise<number> {
  const manifest = require.resolve("cdktf-cli/package.json");
  const major = Number(process.versions.node.split(".")[0]);
  if (major > NEWEST_NODE) {
    throw new RunnerError(
      `"cdktf ${args[0]}" belongs to cdktf-cli, which does not load on Node ${major}; use Node ${NEWEST_NODE} for it. synth, diff, deploy, destroy and output work here`,
    );
  }
  const child = spawn(process.execPath, [join(dirname(manifest), "bundle/bin/cdktf"), ...args], {
    cwd: folder,
    stdio: "inherit",
    env: { CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", ...process.env },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
