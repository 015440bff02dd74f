import type { Application } from "./define-application";
import type { EnvironmentDescription } from "./schema/environment";

/** What an environment file exports: its description, and the application that gave it its keys. */
export type EnvironmentDefinition<A extends Application = Application> = EnvironmentDescription<A> & {
  readonly application: A;
};

/** Types an environment file by its application; it is checked when it is loaded, so that the message can name the file. */
export function defineEnvironment<A extends Application>(
  application: A,
  description: EnvironmentDescription<A>,
): EnvironmentDefinition<A> {
  return { application, ...description };
}
