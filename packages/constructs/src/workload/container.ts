import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { GrantedVolume } from "../data/grant";
import { type LogDelivery, logDeliveryOptions } from "./log-delivery";

/** What a container waits for in another one of its task. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
export type ContainerCondition = "START" | "HEALTHY" | "COMPLETE" | "SUCCESS";

/** How often ECS asks a container whether it is well, and when it gives it up. */
export interface HealthCheckTimings {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

const HEALTH_CHECK_TIMINGS: HealthCheckTimings = {
  intervalSeconds: 10,
  timeoutSeconds: 5,
  retries: 3,
  startPeriodSeconds: 20,
};

export interface ContainerSettings {
  /** Name in the task: log streams and `aws ecs execute-command` use it. */
  readonly name: string;
  /** Image by digest. */
  readonly imageUri: string;
  /** Run instead of the image's own command. */
  readonly command?: readonly string[];
  /** Port that it listens on; absent for one that takes no connections. */
  readonly port?: number;
  /** Name under which other services reach the port with HTTP. Default: none does. */
  readonly endpointName?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that ECS fills before the start: name → ARN of a secret or parameter, or `ARN:key::`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Run in the container; exit code 0 means healthy. Default: the task is healthy while it runs. */
  readonly healthCheckCommand?: readonly string[];
  /** Default: every 10 seconds, 3 times in a row, not in the first 20 seconds. */
  readonly healthCheckTimings?: HealthCheckTimings;
  /** When it ends, the task ends. Default: true. */
  readonly essential?: boolean;
  /** Containers of the task that must have come so far before it starts, by name. */
  readonly dependsOn?: Readonly<Record<string, ContainerCondition>>;
  /** CPU units of the task that are kept for it. Default: what the others leave. */
  readonly cpu?: number;
  /** Memory of the task that is kept for it, above which it is killed. Default: the task's is the limit. */
  readonly memoryMiB?: number;
  /** User and group, `10001:10001`. Default: the image's own. */
  readonly user?: string;
  /** Default: true. Not together with commands in the running container, which must write. */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * Absolute paths that can be written all the same and are empty when a task starts; `/tmp` always is one. Owned by root
   * unless the image declares the path as a VOLUME with an owner of its own.
   */
  readonly writablePaths?: readonly string[];
  /** File systems that are mounted into it, besides its own volumes. */
  readonly fileSystems?: readonly GrantedVolume[];
  /** Seconds between SIGTERM and SIGKILL, at most 120 on Fargate. */
  readonly stopTimeoutSeconds: number;
}

export interface ContainerSurroundings {
  readonly region: string;
  readonly logGroup: CloudwatchLogGroup;
  /** Default: `non-blocking`. */
  readonly logDelivery?: LogDelivery;
  /** Commands in the running container are allowed. */
  readonly executeCommand: boolean;
}

/** Volumes of a container, by the path that each is mounted at. */
export function volumes({ name, writablePaths = [] }: ContainerSettings): Map<string, string> {
  return new Map([...new Set(["/tmp", ...writablePaths])].sort().map((path) => [path, `${name}${volumeSuffix(path)}`]));
}

/** Volume names take letters, digits, `_` and `-`: slashes become `-`, everything else its code, so that no two paths meet. */
function volumeSuffix(path: string): string {
  return path
    .replace(/[^A-Za-z0-9/]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`)
    .replaceAll("/", "-");
}

/** A container as a task definition's JSON has it. */
export function containerDefinition(container: ContainerSettings, surroundings: ContainerSurroundings): object {
  const { region, logGroup, logDelivery = "non-blocking", executeCommand } = surroundings;
  const { port, secrets = {}, dependsOn = {}, healthCheckCommand, readonlyRootFilesystem = true } = container;
  return {
    name: container.name,
    image: container.imageUri,
    essential: container.essential ?? true,
    cpu: container.cpu,
    memory: container.memoryMiB,
    dependsOn:
      Object.keys(dependsOn).length === 0
        ? undefined
        : byName(dependsOn).map(([containerName, condition]) => ({ containerName, condition })),
    command: container.command,
    user: container.user,
    // The agent behind `execute-command` writes into the root file system:
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
    readonlyRootFilesystem: readonlyRootFilesystem && !executeCommand,
    mountPoints: [
      ...[...volumes(container)].map(([containerPath, sourceVolume]) => ({
        containerPath,
        readOnly: false,
        sourceVolume,
      })),
      ...(container.fileSystems ?? []).map(({ name, path, readOnly }) => ({
        containerPath: path,
        readOnly,
        sourceVolume: name,
      })),
    ],
    portMappings: port === undefined ? undefined : [portMapping(port, container.endpointName)],
    environment: byName(container.environment).map(([name, value]) => ({ name, value })),
    secrets:
      Object.keys(secrets).length === 0 ? undefined : byName(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    healthCheck: healthCheckCommand && healthCheck(healthCheckCommand, container.healthCheckTimings),
    // Reaps orphans and hands SIGTERM on, so that the server ends in time.
    linuxParameters: { initProcessEnabled: true },
    stopTimeout: container.stopTimeoutSeconds,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroup.name,
        "awslogs-region": region,
        "awslogs-stream-prefix": "ecs",
        ...logDeliveryOptions(logDelivery),
      },
    },
  };
}

function portMapping(port: number, endpointName: string | undefined): object {
  const mapping = { containerPort: port, hostPort: port, protocol: "tcp" };
  return endpointName === undefined ? mapping : { ...mapping, name: endpointName, appProtocol: "http" };
}

function healthCheck(command: readonly string[], timings = HEALTH_CHECK_TIMINGS): object {
  return {
    command: ["CMD", ...command],
    interval: timings.intervalSeconds,
    timeout: timings.timeoutSeconds,
    retries: timings.retries,
    startPeriod: timings.startPeriodSeconds,
  };
}

/** In one order, so that plans stay quiet. */
function byName(values: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
}
