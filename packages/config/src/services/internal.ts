import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { calls } from "./calls";
import { containerDescription, containerSize } from "./container";
import type { Described, Uses, Written } from "./described";
import { checkFargateSize } from "./fargate";
import { serverSize } from "./server-size";
import { command } from "./task-container";
import { percent, sizeMissing, taskSchedule, tasks } from "./task-count";

const scaling = z.strictObject({
  cpuPercent: percent.default(60).describe("Average CPU utilisation that scaling aims at."),
  memoryPercent: percent
    .optional()
    .describe("Average memory utilisation that scaling aims at. Default: not looked at."),
  schedule: taskSchedule,
});

/** A server that only other services of the application reach, by name. */
export const internalKind = {
  title: "A server that other services reach by name, through ECS Service Connect; nothing else reaches it",
  description: z.strictObject({
    kind: z.literal("internal"),
    ...containerDescription,
    calls,
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .default(8080)
      .describe("TCP port the container listens on with HTTP, and its `PORT`; callers find it in the URL."),
    containerHealthCheck: command
      .optional()
      .describe(
        "Command in the container that ends with 0 while it is healthy. Default: none, then a task counts as healthy while it runs.",
      ),
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html
    requestTimeoutSeconds: z
      .number()
      .int()
      .min(0)
      .default(30)
      .describe("Seconds in which a request is answered before the caller gets a 504; 0 is no limit."),
    idleTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .default(300)
      .describe("Seconds an idle connection is kept; gunicorn's keep-alive is derived from it."),
  }),
  size: z
    .strictObject(
      {
        ...containerSize,
        tasks,
        scaling: scaling.prefault({}),
        ...serverSize,
      },
      sizeMissing,
    )
    .superRefine(checkFargateSize),
  /** The names that AWS limits most, made of the service's own. */
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  limitedNames: (name: string) => [{ what: "role", name: `${name}-execution`, most: 64 }],
} as const;

type Description = DeepReadonly<Omit<z.input<typeof internalKind.description>, "kind" | "uses" | "secrets" | "calls">>;

/** What `internal()` returns: the description, with what it uses and calls in its type. */
export type InternalDescription<
  Used extends Uses = Uses,
  Secret extends string = string,
  Called extends string = string,
> = Described<"internal", Description, Used, Secret> & { readonly calls?: readonly Called[] };

/** A server that other services call: `internal({ source: "apps/pricing" })`. */
export function internal<
  const Used extends Uses = Record<never, never>,
  const Secret extends string = never,
  const Called extends string = never,
>(
  description: Description & {
    readonly uses?: Used;
    readonly secrets?: readonly Secret[];
    readonly calls?: readonly Called[];
  },
): InternalDescription<Written<Used>, Written<Secret>, Written<Called>> {
  return { kind: "internal", ...description };
}
