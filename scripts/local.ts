import { join } from "node:path";
import { ConfigurationError, type Environment, environmentNames, loadEnvironment } from "@app/config";
import { type Cloud, CloudError, findCloud } from "@app/local-cloud";
import { findProject } from "@app/stack-runner";

/** Root of the checkout. */
export const ROOT = join(__dirname, "..");

/** Name of the cloud on this machine; another name is another account beside it. */
export function cloudName(): string {
  return process.env.LOCAL_CLOUD ?? findProject(ROOT).defaultEnvironment;
}

/**
 * The environment that runs on this machine.
 * @throws ConfigurationError when none is emulated, or its description is refused.
 */
export function localEnvironment(): Environment {
  const name = findProject(ROOT).defaultEnvironment;
  const environment = environmentNames().includes(name) ? loadEnvironment(name) : undefined;
  if (environment?.aws.emulated) return environment;
  throw new ConfigurationError(
    `no environment runs on this machine: none of ${environmentNames().join(", ")} says aws.emulated: true; add one that does`,
  );
}

/** @throws CloudError when it does not run. */
export function runningCloud(): Cloud {
  const cloud = findCloud({ root: ROOT, name: cloudName() });
  if (!cloud) throw new CloudError("nothing runs; start it with `npm start`");
  return cloud;
}
