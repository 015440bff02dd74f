import { existsSync } from "node:fs";
import { join } from "node:path";
import { RunnerError } from "../runner-error";
import type { Stack } from "../stacks/stack";

/** Where Terraform puts a state that it could not save. */
export const UNSAVED = "errored.tfstate";

export function unsavedState({ folder }: Stack): string | undefined {
  const file = join(folder, UNSAVED);
  return existsSync(file) ? file : undefined;
}

/** The remedy, for messages. */
export function recoverText({ id }: Stack, environment: string): string {
  return `\`cdktf recover ${id} --env ${environment}\` saves it, as soon as the backend answers`;
}

/** What such a state knows would be created a second time. @throws RunnerError that names each, and the command that saves it. */
export function refuseUnsavedStates(stacks: readonly Stack[], environment: string): void {
  const lines = stacks.flatMap((stack) => {
    const file = unsavedState(stack);
    return file
      ? [`${stack.id}: ${file} holds a state that could not be saved; ${recoverText(stack, environment)}`]
      : [];
  });
  if (lines.length > 0) throw new RunnerError(lines.join("\n"));
}
