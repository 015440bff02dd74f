import type { EnvironmentDescription } from "./schema/environment";

/** Types an environment file; it is checked when it is loaded, so that the message can name the file. */
export function defineEnvironment(description: EnvironmentDescription): EnvironmentDescription {
  return description;
}
