import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { reportFailure } from "@app/user-error";
import { ensurePythonEnvironment } from "./python-environment";
import { PythonEnvironmentError } from "./python-environment-error";
import { importSources } from "./source-path";

const FOLDER = ".venv";
const USAGE = "usage: python-environment REQUIREMENTS [TOOL [ARGUMENT …]]";

/** Makes `.venv` in the working folder from pinned requirements, and runs a tool of it. Returns the tool's exit code. */
async function main([requirements, tool, ...args]: readonly string[]): Promise<number> {
  if (requirements === undefined) {
    console.error(USAGE);
    return 2;
  }
  const bin = await ensurePythonEnvironment({ folder: FOLDER, requirements, onProgress: console.log });
  importSources(FOLDER, ".");
  if (tool === undefined) return 0;
  const { status, error } = spawnSync(join(bin, tool), args, { stdio: "inherit" });
  if (error)
    throw new PythonEnvironmentError(
      `"${tool}" does not run in ${FOLDER} (${error.message}); is it in ${requirements}?`,
    );
  return status ?? 1;
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
}, reportFailure);
