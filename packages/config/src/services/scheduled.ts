import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { noCalls } from "./calls";
import { containerDescription } from "./container";
import type { Described, Uses, Written } from "./described";
import { requiredCommand } from "./required-command";
import { runSize } from "./run-size";
import { scheduleExpression, timeZone } from "./schedule";

/** A command that runs by the clock. */
export const scheduledKind = {
  title: "A command that EventBridge Scheduler runs by the clock; nothing reaches it",
  description: z.strictObject({
    kind: z.literal("scheduled"),
    ...containerDescription,
    calls: noCalls,
    command: requiredCommand('say what the job runs, like ["flask", "report"]').describe(
      "What runs, in the image that it may share with a web service. It ends by itself; 0 means done.",
    ),
    at: scheduleExpression.describe("When: `cron(0 4 * * ? *)`, `rate(1 hour)` or `at(2030-01-31T07:00:00)`."),
    timeZone: timeZone.describe("Time zone of `at`, like `Europe/Berlin`. Summer time is followed."),
    // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
    retries: z
      .number()
      .int()
      .min(0)
      .max(185)
      .default(2)
      .describe(
        "How often AWS tries again to start the task where that fails. A command that fails is not repeated: an alarm tells of it.",
      ),
  }),
  size: runSize,
  /** The names that AWS limits most, made of the service's own. */
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  limitedNames: (name: string) => [{ what: "role", name: `${name}-execution`, most: 64 }],
} as const;

type Description = DeepReadonly<Omit<z.input<typeof scheduledKind.description>, "kind" | "uses" | "secrets">>;

/** What `scheduled()` returns: the description, with what it uses in its type. */
export type ScheduledDescription<Used extends Uses = Uses, Secret extends string = string> = Described<
  "scheduled",
  Description,
  Used,
  Secret
>;

/** A command that runs by the clock: `scheduled({ source: "apps/shop", command: ["flask", "report"], at: "cron(0 4 * * ? *)" })`. */
export function scheduled<const Used extends Uses = Record<never, never>, const Secret extends string = never>(
  description: Description & { readonly uses?: Used; readonly secrets?: readonly Secret[] },
): ScheduledDescription<Written<Used>, Written<Secret>> {
  return { kind: "scheduled", ...description };
}
