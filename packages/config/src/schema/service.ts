import { z } from "zod";
import { fargateMemoryMiB } from "./fargate";

const percent = z.number().min(1).max(100);

const autoscalingSchema = z
  .strictObject({
    minimumTasks: z.number().int().min(0).describe("Fewest tasks."),
    maximumTasks: z.number().int().min(1).describe("Most tasks; the ceiling of what the service can cost."),
    targetCpuPercent: percent.default(60).describe("Average CPU utilisation that scaling aims at, in percent."),
    targetRequestsPerMinute: z
      .number()
      .positive()
      .default(1000)
      .describe("Requests per task and minute that scaling aims at (ALBRequestCountPerTarget)."),
  })
  .refine((value) => value.minimumTasks <= value.maximumTasks, {
    path: ["maximumTasks"],
    error: (issue) => {
      const { minimumTasks, maximumTasks } = issue.input as { minimumTasks: number; maximumTasks: number };
      return `${maximumTasks} is below minimumTasks (${minimumTasks}); raise it or lower the minimum`;
    },
  });

export const serviceSchema = z
  .strictObject({
    cpu: z
      .number()
      .refine((cpu) => fargateMemoryMiB.has(cpu), {
        error: (issue) =>
          `${JSON.stringify(issue.input)} is not a Fargate CPU size; choose ${[...fargateMemoryMiB.keys()].join(", ")}`,
        abort: true,
      })
      .describe("CPU units of one task; 1024 are one vCPU."),
    memoryMiB: z.number().int().describe("Memory of one task in MiB; which sizes exist depends on `cpu`."),
    architecture: z
      .enum(["X86_64", "ARM64"])
      .default("X86_64")
      .describe("CPU architecture of image and task. ARM64 is cheaper; the image must be built for it."),
    desiredCount: z
      .number()
      .int()
      .min(0)
      .describe("Tasks at the first deploy; autoscaling owns the number afterwards."),
    autoscaling: autoscalingSchema,
    capacityProvider: z
      .enum(["FARGATE", "FARGATE_SPOT"])
      .default("FARGATE")
      .describe("FARGATE_SPOT costs about a third and may be reclaimed with two minutes' notice."),
    healthCheckGracePeriodSeconds: z
      .number()
      .int()
      .min(0)
      .max(7200)
      .default(30)
      .describe("Seconds after a start in which failing health checks do not stop a task."),
    stopTimeoutSeconds: z
      .number()
      .int()
      .min(5)
      .max(120)
      .default(30)
      .describe("Seconds between SIGTERM and SIGKILL; Fargate allows at most 120."),
    logRetentionDays: z
      .union([z.literal(1), z.literal(7), z.literal(30), z.literal(90), z.literal(365)])
      .default(30)
      .describe("Days that the container's logs are kept."),
    logLevel: z
      .enum(["DEBUG", "INFO", "WARNING", "ERROR"])
      .default("INFO")
      .describe("Least severe level that Flask logs."),
    workers: z.number().int().min(1).max(32).default(2).describe("gunicorn worker processes in a task."),
    threads: z.number().int().min(1).max(64).default(8).describe("Threads in each worker."),
    executeCommand: z.boolean().default(false).describe("Allows `aws ecs execute-command` into the tasks."),
  })
  .superRefine((service, context) => {
    const sizes = fargateMemoryMiB.get(service.cpu) ?? [];
    if (!sizes.includes(service.memoryMiB)) {
      context.addIssue({
        code: "custom",
        path: ["memoryMiB"],
        message: `${service.memoryMiB} is not a Fargate size for ${service.cpu} CPU units; choose ${listed(sizes)}`,
      });
    }
    const { minimumTasks, maximumTasks } = service.autoscaling;
    if (service.desiredCount < minimumTasks || service.desiredCount > maximumTasks) {
      context.addIssue({
        code: "custom",
        path: ["desiredCount"],
        message: `${service.desiredCount} is outside autoscaling's ${minimumTasks} to ${maximumTasks}; move it inside`,
      });
    }
  });

/** `512, 1024 or 2048`, or `8192, 9216, … 30720` when there are many. */
function listed(sizes: readonly number[]): string {
  if (sizes.length > 4) return `${sizes.slice(0, 2).join(", ")}, … ${sizes.at(-1)}`;
  return `${sizes.slice(0, -1).join(", ")} or ${sizes.at(-1)}`;
}
