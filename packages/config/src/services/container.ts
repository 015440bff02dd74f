import { z } from "zod";
import { distinct } from "../schema/distinct";
import { logRetentionDays } from "../schema/log-retention";
import { cidr } from "../schema/network";
import { refusal } from "../schema/refusal";
import { fargateMemoryMiB } from "./fargate";
import { variableName, variables } from "./variables";

export const commandWord = z.string().min(1, { error: "is empty; remove it" });

/** A command in exec form: its words. */
export const command = z.array(commandWord).min(1, { error: "has no words; leave it out for the default" });

const writablePath = z
  .string()
  .regex(
    /^(\/(?!\.\.?(\/|$))[\w.-]+)+$/,
    refusal('is not an absolute path below the root; write it like "/app/instance"'),
  )
  .refine((path) => path !== "/tmp", { error: "may be written in any case; remove it" });

/** What application.ts says of a container, whatever its service does. */
export const containerDescription = {
  source: z
    .string()
    .regex(
      /^(?!\.\.?(\/|$))[\w.-]+(\/(?!\.\.?(\/|$))[\w.-]+)*$/,
      refusal('is not a folder below the root of the checkout; write it like "apps/shop"'),
    )
    .describe(
      "Folder with a Dockerfile, relative to the root of the checkout. Services of one source share its image.",
    ),
  command: command.optional().describe("Runs instead of the image's own command."),
  uses: z
    .record(z.string(), z.string())
    .default({})
    .describe("Data stores by their key and what the service may do with each. Nothing else grants anything."),
  variables: variables.describe("Environment variables; they win over those that the platform sets."),
  secrets: z
    .array(z.string())
    .superRefine(distinct)
    .default([])
    .describe("Keys of secrets whose values the container finds in variables: `stripeKey` in `STRIPE_KEY`."),
  variableNames: z
    .record(z.string(), variableName)
    .default({})
    .describe(
      'Other names for the variables of `uses` and `secrets`: `{ STRIPE_KEY: "STRIPE_API_KEY" }`; of one data store alone: `{ "orders.PGHOST": "ORDERS_HOST" }`.',
    ),
  writablePaths: z
    .array(writablePath)
    .superRefine(distinct)
    .default([])
    .describe("Folders in the container that may be written, besides `/tmp`; empty at every start."),
  readonlyRootFilesystem: z
    .boolean()
    .default(true)
    .describe("False lets the container write anywhere in its own files."),
  user: z
    .string()
    .regex(/^[\w.-]+(:[\w.-]+)?$/, refusal('is not a user; write it like "10001:10001" or "app"'))
    .optional()
    .describe("User, or `user:group`, that the container runs as. Default: the image's."),
};

/** What an environment says of a container, whatever its service does. */
export const containerSize = {
  cpu: z
    .number()
    .refine((cpu) => fargateMemoryMiB.has(cpu), {
      ...refusal(`is not a Fargate CPU size; choose ${[...fargateMemoryMiB.keys()].join(", ")}`),
      abort: true,
    })
    .describe("CPU units of one task; 1024 are one vCPU."),
  memoryMiB: z.number().int().describe("Memory of one task in MiB; which sizes exist depends on `cpu`."),
  architecture: z
    .enum(["X86_64", "ARM64"])
    .default("X86_64")
    .describe("CPU architecture of image and task. ARM64 is cheaper; the image must be built for it."),
  // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ecs/task_definition.go (21 to 200)
  ephemeralStorageGiB: z
    .number()
    .int()
    .min(21, refusal("is too small; Fargate gives 20 GiB where nothing is said, leave it out or use at least 21"))
    .max(200)
    .optional()
    .describe("Disk of one task; Fargate gives 20 GiB where nothing is said, more is billed."),
  capacity: z
    .strictObject({
      spotPercent: z
        .number()
        .int()
        .min(0)
        .max(100)
        .default(0)
        .describe(
          "Share of the tasks on Fargate Spot: about a third of the price, reclaimed with two minutes' notice.",
        ),
      onDemandBase: z
        .number()
        .int()
        .min(0)
        .max(100_000)
        .default(0)
        .describe("Tasks that are never on Spot, before the share is taken."),
    })
    .prefault({}),
  stopTimeoutSeconds: z
    .number()
    .int()
    .min(2)
    .max(120)
    .default(30)
    .describe("Seconds between SIGTERM and SIGKILL; Fargate allows at most 120."),
  logRetentionDays: logRetentionDays.default(30).describe("Days that the container's logs are kept."),
  executeCommand: z.boolean().default(false).describe("Allows `aws ecs execute-command` into the tasks."),
  egress: z
    .array(
      z.strictObject({
        cidr: cidr.describe("Address block."),
        port: z.number().int().min(1).max(65_535).describe("Port."),
        protocol: z.enum(["tcp", "udp"]).default("tcp").describe("Protocol."),
      }),
    )
    .default([])
    .describe("What the tasks may reach besides HTTPS and what they use."),
  variables: variables.describe("Added to the application's variables, and winning over them."),
};
