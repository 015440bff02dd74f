import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { distinct } from "../schema/distinct";
import { noCalls } from "./calls";
import { containerDescription } from "./container";
import type { Described, Uses, Written } from "./described";
import { requiredCommand } from "./required-command";
import { runSize } from "./run-size";

/** A day; whoever waits longer for a deploy has forgotten it. */
const LONGEST_TIMEOUT_MINUTES = 1440;

/** A command that runs once for each release, or whenever somebody asks for it. */
export const oneOffKind = {
  title: "A command that runs once with each new image, like a migration, or when somebody asks for it",
  description: z.strictObject({
    kind: z.literal("oneOff"),
    ...containerDescription,
    calls: noCalls,
    command: requiredCommand('say what the one-off runs, like ["flask", "db", "upgrade"]').describe(
      "What runs, in the image that it may share with a web service. It ends by itself; 0 means done.",
    ),
    before: z
      .array(z.string())
      .superRefine(distinct)
      .default([])
      .describe(
        "Services that are changed only after a deploy ran the command and it ended with 0. Default: no deploy runs it.",
      ),
    timeoutMinutes: z
      .number()
      .int()
      .min(1)
      .max(LONGEST_TIMEOUT_MINUTES)
      .default(15)
      .describe("Minutes after which a deploy stops the task and fails."),
  }),
  size: runSize,
  /** The names that AWS limits most, made of the service's own. */
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  limitedNames: (name: string) => [{ what: "role", name: `${name}-execution`, most: 64 }],
} as const;

type Description = DeepReadonly<Omit<z.input<typeof oneOffKind.description>, "kind" | "uses" | "secrets" | "before">>;

/** What `oneOff()` returns: the description, with what it uses and who waits for it in its type. */
export type OneOffDescription<
  Used extends Uses = Uses,
  Secret extends string = string,
  Later extends string = string,
> = Described<"oneOff", Description, Used, Secret> & { readonly before?: readonly Later[] };

/** A command that runs before others: `oneOff({ source: "apps/shop", command: ["flask", "db", "upgrade"], before: ["web"] })`. */
export function oneOff<
  const Used extends Uses = Record<never, never>,
  const Secret extends string = never,
  const Later extends string = never,
>(
  description: Description & {
    readonly uses?: Used;
    readonly secrets?: readonly Secret[];
    readonly before?: readonly Later[];
  },
): OneOffDescription<Written<Used>, Written<Secret>, Written<Later>> {
  return { kind: "oneOff", ...description };
}
