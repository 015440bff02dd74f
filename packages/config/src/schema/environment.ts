import { z } from "zod";
import { projectName } from "../project";
import { dnsSchema } from "./dns";
import { gatesSchema } from "./gates";
import { networkSchema } from "./network";
import { serviceSchema } from "./service";

/** Of all names made of project and environment, the load balancer's is the shortest. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
const SHORTEST_NAME_LIMIT = 32;

const awsSchema = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, {
      error: (issue) => `${JSON.stringify(issue.input)} is not an AWS account id; it has 12 digits`,
    })
    .describe("The only account this environment may be applied to; the provider refuses any other."),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, {
      error: (issue) => `${JSON.stringify(issue.input)} is not an AWS region; write it like "eu-central-1"`,
    })
    .describe("AWS region of every stack."),
  emulated: z
    .boolean()
    .default(false)
    .describe(
      "True where an emulator answers instead of AWS: S3 is addressed by path. Endpoints come from AWS_ENDPOINT_URL.",
    ),
});

const imageSchema = z
  .discriminatedUnion("source", [
    z.strictObject({
      source: z.literal("build"),
      baseImage: z.string().min(1).optional().describe("Overrides the Dockerfile's pinned base image."),
    }),
    z.strictObject({
      source: z.literal("existing"),
      uri: z
        .string()
        .regex(/@sha256:[0-9a-f]{64}$/, {
          error: (issue) =>
            `${JSON.stringify(issue.input)} does not name an image by digest; copy image_uri from \`cdktf output infra-image\` of the environment to promote`,
        })
        .describe("Image URI with its digest."),
    }),
  ])
  .describe(
    "`build` builds apps/flask; `existing` deploys a digest that was built before. The variable IMAGE_URI overrides it for one run.",
  );

const loadBalancerSchema = z.strictObject({
  idleTimeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(4000)
    .default(60)
    .describe(
      "Seconds an idle connection is kept (idle_timeout.timeout_seconds); gunicorn's keep-alive is derived from it.",
    ),
  deregistrationDelaySeconds: z
    .number()
    .int()
    .min(0)
    .max(3600)
    .default(30)
    .describe("Seconds that requests in flight may take when a task leaves."),
  deletionProtected: z.boolean().describe("Refuses to delete the load balancer."),
  webApplicationFirewall: z
    .boolean()
    .default(false)
    .describe("WAFv2 with AWS's common rules and a rate limit per address; billed per rule and request."),
  accessLogs: z.boolean().default(false).describe("Writes access logs into an S3 bucket of the edge stack."),
});

const tableSchema = z.strictObject({
  deletionProtected: z.boolean().describe("Refuses to delete the notes table."),
  pointInTimeRecovery: z.boolean().describe("Continuous backups of the last 35 days."),
});

const alarmsSchema = z.strictObject({
  email: z
    .email()
    .optional()
    .describe("Address subscribed to the alarm topic; it must confirm. Default: none, subscribe by other means."),
  errorRatePercent: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe("5XX answers, in percent of requests over five minutes."),
  clientErrorRatePercent: z
    .number()
    .min(0)
    .max(100)
    .default(20)
    .describe("4XX answers, in percent of requests over five minutes."),
  latencySeconds: z.number().positive().default(1).describe("95th percentile of the target response time, in seconds."),
});

export const environmentSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]*[a-z0-9]$/, {
        error: (issue) =>
          `${JSON.stringify(issue.input)} is not a name; use lower-case letters, digits and hyphens, starting with a letter`,
      })
      .describe("Name of the environment, as in `--env NAME`; the file has the same name."),
    aws: awsSchema,
    dns: dnsSchema,
    network: networkSchema,
    loadBalancer: loadBalancerSchema,
    image: imageSchema,
    service: serviceSchema,
    notesTable: tableSchema,
    alarms: alarmsSchema.prefault({}),
    gates: gatesSchema.prefault({}),
    tags: z.record(z.string(), z.string()).default({}).describe("Further tags on every resource."),
  })
  .superRefine((environment, context) => {
    const longest = `${projectName}-${environment.name}`;
    if (longest.length > SHORTEST_NAME_LIMIT) {
      context.addIssue({
        code: "custom",
        path: ["name"],
        message: `"${environment.name}" makes load balancer names of ${longest.length} characters (${longest}), AWS allows ${SHORTEST_NAME_LIMIT}; shorten it by ${longest.length - SHORTEST_NAME_LIMIT}`,
      });
    }
  });

/** A checked environment, every default filled in. */
export type Environment = z.output<typeof environmentSchema>;
/** What an environment file writes. */
export type EnvironmentDescription = Omit<z.input<typeof environmentSchema>, "name">;
