import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { serviceKey } from "../schema/key";
import { command, sourceFolder, taskContainer } from "./task-container";

const WHERE_FROM = 'comes from nowhere; write source: "apps/…" or image: "…@sha256:…"';

/** A tag may lead elsewhere tomorrow: two tasks of one release would run two programs. */
export const imageByDigest = z.string().regex(/^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/, {
  error: ({ input }) =>
    `${JSON.stringify(input)} does not name an image by digest, and a tag may mean another image tomorrow; append @sha256:… as \`docker buildx imagetools inspect\` shows it`,
});

/** How ECS asks a container whether it is well. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
const healthCheck = z.strictObject({
  command: command.describe("Command in the container that ends with 0 while it is healthy."),
  intervalSeconds: z.number().int().min(5).max(300).default(10).describe("Seconds between two checks."),
  timeoutSeconds: z.number().int().min(2).max(60).default(5).describe("Seconds after which a check has failed."),
  retries: z.number().int().min(1).max(10).default(3).describe("Failures in a row that make it unhealthy."),
  startPeriodSeconds: z
    .number()
    .int()
    .min(0)
    .max(300)
    .default(20)
    .describe("Seconds after the start in which failures do not count."),
});

/** One container beside the service's own. */
export const sidecar = z
  .strictObject({
    source: sourceFolder
      .optional()
      .describe("Folder with a Dockerfile, as a service has one; the two may be the same. Either this or `image`."),
    image: imageByDigest
      .optional()
      .describe("Image that somebody else builds, by digest: `public.ecr.aws/…@sha256:…`. Either this or `source`."),
    ...taskContainer,
    essential: z
      .boolean()
      .default(true)
      .describe("True: when it ends, the task ends. False: the others go on without it."),
    healthCheck: healthCheck.optional(),
    port: z
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe(
        "TCP port it listens on, and its `PORT`. The containers of a task reach each other on `localhost`, nobody else reaches it.",
      ),
    // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    cpu: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe("CPU units of the task that are kept for it. Default: what the others leave."),
    memoryMiB: z
      .number()
      .int()
      .min(6)
      .optional()
      .describe(
        "Memory of the task in MiB that is kept for it, above which it is killed. Default: no limit of its own.",
      ),
  })
  .superRefine(({ source, image }, context) => {
    if (source === undefined && image === undefined) context.addIssue({ code: "custom", message: WHERE_FROM });
    if (source === undefined || image === undefined) return;
    context.addIssue({ code: "custom", path: ["image"], message: "stands beside a source; remove one of the two" });
  });

/** Containers that run beside the service's own in each of its tasks. */
export const sidecars = z
  .record(serviceKey, sidecar)
  .default({})
  .describe("Containers beside the service's own in each of its tasks, by key.");

/** What application.ts says of a sidecar, checked; its source is told by key. */
export type SidecarDescription = DeepReadonly<Omit<z.output<typeof sidecar>, "source">>;
