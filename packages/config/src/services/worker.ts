import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { calls } from "./calls";
import { containerDescription, containerSize } from "./container";
import type { Described, Uses, Written } from "./described";
import { checkFargateSize } from "./fargate";
import { requiredCommand } from "./required-command";
import { percent, sizeMissing, taskSchedule, tasks } from "./task-count";

const scaling = z.strictObject({
  backlogPerTask: z
    .number()
    .positive()
    .default(100)
    .describe("Messages, waiting or in work, for each task that scaling aims at; counts only with `consumes`."),
  cpuPercent: percent.optional().describe("Average CPU utilisation that scaling aims at. Default: not looked at."),
  memoryPercent: percent
    .optional()
    .describe("Average memory utilisation that scaling aims at. Default: not looked at."),
  schedule: taskSchedule,
});

/** A program that nobody sends requests to: it fetches its work. */
export const workerKind = {
  title: "A program that fetches its work, mostly from a queue; nothing reaches it",
  description: z.strictObject({
    kind: z.literal("worker"),
    ...containerDescription,
    calls,
    command: requiredCommand('say what the worker runs, like ["python", "-m", "shop.worker"]').describe(
      "What the worker runs, in the image that it may share with a web service.",
    ),
    consumes: z
      .string()
      .optional()
      .describe("Key of the queue whose messages it consumes, and by whose backlog it scales."),
  }),
  size: z
    .strictObject(
      {
        ...containerSize,
        tasks: tasks.describe("With a minimum of 0 no task runs while the queue is empty."),
        scaling: scaling.prefault({}),
      },
      sizeMissing,
    )
    .superRefine(checkFargateSize),
  /** The names that AWS limits most, made of the service's own. */
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  limitedNames: (name: string) => [{ what: "role", name: `${name}-execution`, most: 64 }],
} as const;

type Description = DeepReadonly<
  Omit<z.input<typeof workerKind.description>, "kind" | "uses" | "secrets" | "consumes" | "calls">
>;

/** What `worker()` returns: the description, with what it uses, consumes and calls in its type. */
export type WorkerDescription<
  Used extends Uses = Uses,
  Secret extends string = string,
  Queue extends string = string,
  Called extends string = string,
> = Described<"worker", Description, Used, Secret> & { readonly consumes?: Queue; readonly calls?: readonly Called[] };

/** A program that fetches its work: `worker({ source: "apps/shop", command: ["python", "-m", "shop.worker"], consumes: "jobs" })`. */
export function worker<
  const Used extends Uses = Record<never, never>,
  const Secret extends string = never,
  const Queue extends string = never,
  const Called extends string = never,
>(
  description: Description & {
    readonly uses?: Used;
    readonly secrets?: readonly Secret[];
    readonly consumes?: Queue;
    readonly calls?: readonly Called[];
  },
): WorkerDescription<Written<Used>, Written<Secret>, Written<Queue>, Written<Called>> {
  return { kind: "worker", ...description };
}
