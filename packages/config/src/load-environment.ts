import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ConfigurationError, configurationError } from "./configuration-error";
import { type Environment, environmentSchema } from "./schema/environment";

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
  const module = require(join(folder, name)) as { default?: object };
  return parseEnvironment(name, module.default);
}

/** Checks a description that is already in memory. `name` stands for the file in messages. */
export function parseEnvironment(name: string, description: object | undefined): Environment {
  const file = `environments/${name}.ts`;
  if (description === undefined) {
    throw new ConfigurationError(`${file}: has no default export; write \`export default defineEnvironment({ … })\``);
  }
  const result = environmentSchema.safeParse({ ...description, name }, { reportInput: true });
  if (!result.success) throw configurationError(file, result.error.issues);
  return result.data;
}
