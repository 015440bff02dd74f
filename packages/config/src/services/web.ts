import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { wildcards } from "../path-pattern";
import { distinct } from "../schema/distinct";
import { domainName, hostLabel } from "../schema/host-name";
import { plainText } from "../schema/plain-text";
import { refusal } from "../schema/refusal";
import { sourceCidr } from "../schema/source-cidr";
import { calls } from "./calls";
import { containerDescription, containerSize } from "./container";
import type { Described, Uses, Written } from "./described";
import { checkFargateSize } from "./fargate";
import { serverSize } from "./server-size";
import { command } from "./task-container";
import { percent, sizeMissing, taskSchedule, tasks } from "./task-count";

const NO_CLAIM = { error: "claims nothing; name something, or leave it out for the default" };
const MOST_WILDCARDS = 5;

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
const pathPattern = z
  .string()
  .regex(
    /^\/[\w.$/~"'@:+&*?-]{0,127}$/,
    refusal(
      'is not a path pattern; begin with "/" and use at most 128 letters, digits, _-.$/~"\'@:+& and the wildcards * and ?',
    ),
  )
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#rules-quotas
  .refine(
    (pattern) => wildcards(pattern) <= MOST_WILDCARDS,
    refusal(`has more than ${MOST_WILDCARDS} wildcards; use fewer`),
  );

const scaling = z.strictObject({
  cpuPercent: percent.default(60).describe("Average CPU utilisation that scaling aims at."),
  memoryPercent: percent
    .optional()
    .describe("Average memory utilisation that scaling aims at. Default: not looked at."),
  requestsPerMinute: z
    .number()
    .positive()
    .optional()
    .describe(
      "Requests per task and minute that scaling aims at (ALBRequestCountPerTarget). Default: 7 for each CPU unit, 1,792 for a quarter of a vCPU.",
    ),
  schedule: taskSchedule,
});

/** A server behind the load balancer. */
export const webKind = {
  title: "A server behind the load balancer, by host name and path",
  description: z.strictObject({
    kind: z.literal("web"),
    ...containerDescription,
    calls,
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .default(8080)
      .describe("TCP port the container listens on, and its `PORT`."),
    host: z
      .union([hostLabel, z.array(hostLabel).min(1, NO_CLAIM).superRefine(distinct)])
      .optional()
      .describe(
        "Labels below the domain; `@` is the domain itself. Default: `@` for the first web service, its own key for every other.",
      ),
    paths: z
      .array(pathPattern)
      .min(1, NO_CLAIM)
      .superRefine(distinct)
      .optional()
      .describe("Path patterns, like `/api/*`. Without `host` they are taken from the first web service's hosts."),
    hiddenPaths: z
      .array(pathPattern)
      .superRefine(distinct)
      .default([])
      .describe(
        'Paths that the load balancer answers with 404 by itself, like `["/health_check"]`: for its own health checks, which ask the tasks and no rule, and for nobody on the internet.',
      ),
    authentication: z
      .array(
        z.strictObject({
          paths: z
            .array(pathPattern)
            .min(1, NO_CLAIM)
            .superRefine(distinct)
            .describe("Path patterns on which nobody is answered who has not signed in, like `/admin/*`; `/*` is all."),
          onUnauthenticatedRequest: z
            .enum(["authenticate", "deny"])
            .default("authenticate")
            .describe(
              "What the load balancer does with whoever has not: `authenticate` sends a browser to the identity provider, `deny` answers 401, which programs understand.",
            ),
        }),
      )
      .default([])
      .describe(
        "Paths on which the load balancer asks who a visitor is, by the identity provider that the environment names, and tells the service in `x-amzn-oidc-data`. The load balancer's health checks ask the tasks and are never asked. Default: nobody is asked.",
      ),
    healthCheckPath: plainText
      .regex(/^\/\S{0,1023}$/, refusal('is not a path; begin with "/", like "/health_check"'))
      .default("/health_check")
      .describe("Path that answers when a task can serve."),
    healthCheckCodes: z
      .string()
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
      .regex(
        /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/,
        refusal('names no statuses from 200 to 499; write them like "200", "200,302" or "200-299"'),
      )
      .default("200")
      .describe("Statuses that count as healthy: `200`, `200,302`, `200-299`."),
    embeddedMetrics: z
      .boolean()
      .default(false)
      .describe(
        "The container writes metrics of its requests and of lost lines into its log, in CloudWatch's embedded metric format and with the names of `requestMetrics`; the dashboard and two alarms show them.",
      ),
    containerHealthCheck: command
      .optional()
      .describe(
        "Command in the container that ends with 0 while it is healthy. Default: the load balancer's check alone.",
      ),
  }),
  size: z
    .strictObject(
      {
        ...containerSize,
        tasks,
        healthCheckGracePeriodSeconds: z
          .number()
          .int()
          .min(0)
          .max(7200)
          .default(30)
          .describe("Seconds after a start in which failing health checks do not stop a task."),
        scaling: scaling.prefault({}),
        ...serverSize,
        hostNames: z
          .array(domainName)
          .min(1, NO_CLAIM)
          .superRefine(distinct)
          .optional()
          .describe("Full host names instead of those that `host` gives: the domain or one label below it."),
        allowedCidrs: z
          .array(sourceCidr)
          .superRefine(distinct)
          .default([])
          .describe("Source addresses that reach the service through the load balancer. Default: everybody."),
        urlCheckPath: plainText
          // https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (ResourcePath)
          .regex(/^\/\S{0,254}$/, refusal('is not a path; begin with "/" and use at most 255 characters, like "/"'))
          .optional()
          .describe(
            "Path on the first host name that Route 53 asks from outside, from several places every 30 seconds; an alarm rings when it does not answer with 200 to 399. Billed by the month; not where emulated, whose names nobody outside knows. Default: nobody asks.",
          ),
      },
      sizeMissing,
    )
    .superRefine(checkFargateSize),
  /** The names that AWS limits most, made of the service's own. */
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
  limitedNames: (name: string) => [{ what: "target group", name, most: 32 }],
} as const;

type Description = DeepReadonly<Omit<z.input<typeof webKind.description>, "kind" | "uses" | "secrets" | "calls">>;

/** What `web()` returns: the description, with what it uses and calls in its type. */
export type WebDescription<
  Used extends Uses = Uses,
  Secret extends string = string,
  Called extends string = string,
> = Described<"web", Description, Used, Secret> & { readonly calls?: readonly Called[] };

/** A server behind the load balancer: `web({ source: "apps/shop", uses: { orders: "read-write" } })`. */
export function web<
  const Used extends Uses = Record<never, never>,
  const Secret extends string = never,
  const Called extends string = never,
>(
  description: Description & {
    readonly uses?: Used;
    readonly secrets?: readonly Secret[];
    readonly calls?: readonly Called[];
  },
): WebDescription<Written<Used>, Written<Secret>, Written<Called>> {
  return { kind: "web", ...description };
}
