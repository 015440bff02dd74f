import { z } from "zod";
import { commandWord } from "./task-container";

/** The command of a service that the image's own would not do for. `remedy` says what to write. */
export function requiredCommand(remedy: string) {
  return z
    .array(commandWord, { error: ({ input }) => (input === undefined ? `is missing; ${remedy}` : undefined) })
    .min(1, { error: `has no words; ${remedy}` });
}
