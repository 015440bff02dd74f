import { type Environments, shippedEnvironments } from "./environments";

/** The environment that runs on this machine: the first one whose account is emulated. */
export function localEnvironmentName(environments: Environments = shippedEnvironments): string | undefined {
  const refused: string[] = [];
  for (const name of environments.names()) {
    try {
      if (environments.load(name).aws.emulated) return name;
    } catch {
      refused.push(name);
    }
  }
  // What is wrong with a file is told when its environment is loaded; this one may have been the emulated one.
  return refused[0];
}
