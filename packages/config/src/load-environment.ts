import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigurationError } from "./configuration-error";
import { loadModule } from "./load-module";
import { parseEnvironment } from "./parse-environment";
import type { Environment } from "./schema/environment";

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
    throw new ConfigurationError(
      `unknown environment "${name}"; choose one of ${known.join(", ")}, or add packages/config/src/environments/${name}.ts`,
    );
  }
  const { default: description } = loadModule(join(folder, name), `environments/${name}.ts`);
  return parseEnvironment(name, description as object | undefined);
}
