import { RunnerError } from "../runner-error";
import type { Interruption } from "../schedule/interruption";
import { ask } from "./question";

/** Lets a person type the environment's name before something is lost. */
export async function confirm(consequence: string, environment: string, interruption: Interruption): Promise<void> {
  const answer = await ask(`${consequence} Type "${environment}" to go on: `, interruption);
  if (answer !== environment) throw new RunnerError("not confirmed; nothing was done");
}
