import { z } from "zod";
import { scheduleExpression, timeZone } from "./schedule";

const taskCount = z.number().int().min(0);

/** Limits between which a service scales. */
const limits = { minimum: taskCount, maximum: taskCount.min(1) };

function ordered({ minimum, maximum }: { minimum: number; maximum: number }, context: z.core.$RefinementCtx): void {
  if (minimum <= maximum) return;
  const message = `${maximum} is below the minimum of ${minimum}; raise it or lower the minimum`;
  context.addIssue({ code: "custom", path: ["maximum"], message });
}

/** How many tasks a service may have. */
export const tasks = z
  .strictObject({
    minimum: limits.minimum.describe("Fewest tasks, and how many the first deploy starts."),
    maximum: limits.maximum.describe("Most tasks; the ceiling of what the service can cost."),
  })
  .superRefine(ordered);

/** Other limits by the clock. */
export const taskSchedule = z
  .array(
    z
      .strictObject({
        at: scheduleExpression.describe(
          "When: `cron(0 7 ? * MON-FRI *)`, `rate(1 hour)` or `at(2030-01-31T07:00:00)`.",
        ),
        timeZone: timeZone.describe("Time zone of `at`, like `Europe/Berlin`."),
        minimum: limits.minimum.describe("Fewest tasks from then on."),
        maximum: limits.maximum.describe("Most tasks from then on."),
      })
      .superRefine(ordered),
  )
  .default([])
  .describe("Other limits from a time on.");

/** Utilisation of a task that scaling aims at. */
export const percent = z.number().min(1).max(100);

const MISSING_SIZE =
  "is missing; say how large it is here: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } }";

/** Says what a service that an environment forgot needs. */
export const sizeMissing = {
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? MISSING_SIZE : undefined),
};
