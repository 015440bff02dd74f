import { environmentNames, loadEnvironment } from "@app/config";

/** The environment that runs on this machine: the first one whose account is emulated. */
export function localEnvironmentName(): string | undefined {
  const refused: string[] = [];
  for (const name of environmentNames()) {
    try {
      if (loadEnvironment(name).aws.emulated) return name;
    } catch {
      refused.push(name);
    }
  }
  // What is wrong with a file is told when its environment is loaded; this one may have been the emulated one.
  return refused[0];
}
