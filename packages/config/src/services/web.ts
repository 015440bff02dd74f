import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { cidr } from "../schema/network";
import { containerDescription, containerSize } from "./container";

const hostLabel = z.string();
const percent = z.number().min(1).max(100);
const taskCount = z.number().int().min(0);

const scaling = z.strictObject({
  cpuPercent: percent.default(60).describe("Average CPU utilisation that scaling aims at."),
  memoryPercent: percent
    .optional()
    .describe("Average memory utilisation that scaling aims at. Default: not looked at."),
  requestsPerMinute: z
    .number()
    .positive()
    .default(1000)
    .describe("Requests per task and minute that scaling aims at (ALBRequestCountPerTarget)."),
  schedule: z
    .array(
      z.strictObject({
        at: z.string().describe("When: `cron(0 7 ? * MON-FRI *)`, `rate(1 hour)` or `at(2030-01-31T07:00:00)`."),
        timeZone: z.string().default("UTC").describe("Time zone of `at`, like `Europe/Berlin`."),
        minimum: taskCount.describe("Fewest tasks from then on."),
        maximum: taskCount.min(1).describe("Most tasks from then on."),
      }),
    )
    .default([])
    .describe("Other limits from a time on."),
});

/** A server behind the load balancer. */
export const webKind = {
  title: "A server behind the load balancer, by host name and path",
  description: z.strictObject({
    kind: z.literal("web"),
    ...containerDescription,
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .default(8080)
      .describe("TCP port the container listens on, and its `PORT`."),
    host: z
      .union([hostLabel, z.array(hostLabel).min(1)])
      .optional()
      .describe(
        "Labels below the domain; `@` is the domain itself. Default: `@` for the first web service, its own key for every other.",
      ),
    paths: z
      .array(z.string())
      .min(1)
      .optional()
      .describe("Path patterns, like `/api/*`. Without `host` they are taken from the first web service's hosts."),
    healthCheckPath: z.string().default("/health_check").describe("Path that answers when a task can serve."),
    healthCheckCodes: z
      .string()
      .default("200")
      .describe("Statuses that count as healthy: `200`, `200,302`, `200-299`."),
    containerHealthCheck: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        "Command in the container that ends with 0 while it is healthy. Default: the load balancer's check alone.",
      ),
  }),
  size: z.strictObject({
    ...containerSize,
    tasks: z.strictObject({
      minimum: taskCount.describe("Fewest tasks, and how many the first deploy starts."),
      maximum: taskCount.min(1).describe("Most tasks; the ceiling of what the service can cost."),
    }),
    healthCheckGracePeriodSeconds: z
      .number()
      .int()
      .min(0)
      .max(7200)
      .default(30)
      .describe("Seconds after a start in which failing health checks do not stop a task."),
    scaling: scaling.prefault({}),
    workers: z.number().int().min(1).max(32).default(2).describe("gunicorn worker processes in a task."),
    threads: z.number().int().min(1).max(64).default(8).describe("Threads in each worker."),
    hostNames: z.array(z.string()).min(1).optional().describe("Full host names instead of those that `host` gives."),
    allowedCidrs: z.array(cidr).default([]).describe("Source addresses that reach the service. Default: everybody."),
  }),
} as const;

type Uses = Readonly<Record<string, string>>;
type Description = DeepReadonly<Omit<z.input<typeof webKind.description>, "kind" | "uses" | "secrets">>;

/** Keeps what is expected of the result from standing in for what was not written. `NoInfer` would stay in the result's type. */
type Written<T> = [T][T extends unknown ? 0 : never];

/** What `web()` returns: the description, with what it uses in its type. */
export type WebDescription<Used extends Uses = Uses, Secret extends string = string> = Description & {
  readonly kind: "web";
  readonly uses?: Used;
  readonly secrets?: readonly Secret[];
};

/** A server behind the load balancer: `web({ source: "apps/shop", uses: { orders: "read-write" } })`. */
export function web<const Used extends Uses = Record<never, never>, const Secret extends string = never>(
  description: Description & { readonly uses?: Used; readonly secrets?: readonly Secret[] },
): WebDescription<Written<Used>, Written<Secret>> {
  return { kind: "web", ...description };
}
