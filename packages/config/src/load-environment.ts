import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConfigurationError } from "./configuration-error";
import { loadDescription } from "./load-description";
import { parseEnvironment } from "./parse-environment";
import type { Environment } from "./schema/environment";
import { suggestion } from "./suggestion";

const environmentsFolder = join(__dirname, "environments");

/** Names of the environments that exist: one for each file in `environments/`, sorted. */
export function environmentNames(folder = environmentsFolder): string[] {
  return readdirSync(folder)
    .filter((file) => /\.ts$/.test(file) && !/\.(test|d)\.ts$/.test(file))
    .map((file) => basename(file, ".ts"))
    .sort();
}

/**
 * Reads and checks one environment.
 * @throws ConfigurationError for an unknown name or a refused value; the message names file, path, value and remedy.
 */
export function loadEnvironment(name: string, folder = environmentsFolder): Environment {
  const known = environmentNames(folder);
  if (!known.includes(name)) {
    const remedy = suggestion(name, known, "there is none yet");
    const near = remedy.endsWith("?");
    throw new ConfigurationError(
      `there is no environment "${name}"; ${near ? `${remedy} Or` : `${remedy}, or`} add packages/config/src/environments/${name}.ts`,
    );
  }
  const description = loadDescription(join(folder, `${name}.ts`), dirname(folder));
  return parseEnvironment(name, description as object | undefined);
}
