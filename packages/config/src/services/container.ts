import { z } from "zod";
import { logRetentionDays } from "../schema/log-retention";
import { cidr } from "../schema/network";
import { refusal } from "../schema/refusal";
import { fargateMemoryMiB } from "./fargate";
import { sidecars } from "./sidecar";
import { sourceFolder, taskContainer } from "./task-container";
import { traces } from "./traces";
import { variables } from "./variables";

const { command, ...others } = taskContainer;

/** What application.ts says of the container of a service, whatever it does. */
export const containerDescription = {
  source: sourceFolder.describe(
    "Folder with a Dockerfile, relative to the root of the checkout. Services of one source share its image.",
  ),
  command,
  uses: z
    .record(z.string(), z.string())
    .default({})
    .describe("Data stores by their key and what the service may do with each. Nothing else grants anything."),
  ...others,
  sidecars,
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
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
  logDelivery: z
    .enum(["non-blocking", "blocking"])
    .default("non-blocking")
    .describe(
      "What happens while CloudWatch does not take the container's lines: `non-blocking` keeps 25 MB of them and loses what is more, `blocking` loses none and stops the container until they are taken.",
    ),
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
  traces,
  variables: variables.describe("Added to the application's variables, and winning over them."),
};
