import { type Environment, environmentNames, loadEnvironment } from "@app/config";

/** Where the descriptions of environments come from. */
export interface Environments {
  names(): readonly string[];
  /** @throws ConfigurationError for an unknown name or a refused description. */
  load(name: string): Environment;
}

/** The files of `packages/config`. */
export const shippedEnvironments: Environments = {
  names: () => environmentNames(),
  load: (name) => loadEnvironment(name),
};
