import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";
import type { TaskRoles } from "./task-roles";

export interface ContainerSettings {
  /** Image by digest. */
  readonly imageUri: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Run in the container; exit code 0 means healthy. */
  readonly healthCheckCommand: readonly string[];
  /** Seconds between SIGTERM and SIGKILL, at most 120 on Fargate. */
  readonly stopTimeoutSeconds: number;
  /** Numeric user and group, not root. */
  readonly user: string;
}

export interface TaskDefinitionProps {
  readonly name: string;
  readonly region: string;
  /** CPU units; 1024 are one vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly architecture: "X86_64" | "ARM64";
  readonly container: ContainerSettings;
  readonly logGroup: CloudwatchLogGroup;
  readonly roles: TaskRoles;
}

const SCRATCH_VOLUME = "scratch";

/** One container on Fargate: no root, a read-only file system with a writable /tmp, its output in CloudWatch Logs. */
export class TaskDefinition extends Construct {
  static readonly containerName = "web";
  readonly taskDefinition: EcsTaskDefinition;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TaskDefinitionProps,
  ) {
    super(scope, id);
    this.taskDefinition = new EcsTaskDefinition(this, "definition", {
      family: props.name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: `${props.cpu}`,
      memory: `${props.memoryMiB}`,
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: props.architecture },
      executionRoleArn: props.roles.executionRole.arn,
      taskRoleArn: props.roles.taskRole.arn,
      containerDefinitions: terraformJson([this.container()]),
      volume: [{ name: SCRATCH_VOLUME }],
      // A rollback needs the revision before: it stays registered.
      skipDestroy: true,
      trackLatest: true,
    });
  }

  private container() {
    const { container, logGroup, region } = this.props;
    return {
      name: TaskDefinition.containerName,
      image: container.imageUri,
      essential: true,
      user: container.user,
      readonlyRootFilesystem: true,
      mountPoints: [{ containerPath: "/tmp", readOnly: false, sourceVolume: SCRATCH_VOLUME }],
      portMappings: [{ containerPort: container.port, hostPort: container.port, protocol: "tcp" }],
      environment: Object.entries(container.environment)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([name, value]) => ({ name, value })),
      healthCheck: {
        command: ["CMD", ...container.healthCheckCommand],
        interval: 10,
        timeout: 5,
        retries: 3,
        startPeriod: 20,
      },
      // Reaps orphans and hands SIGTERM on, so that the server ends in time.
      linuxParameters: { initProcessEnabled: true },
      stopTimeout: container.stopTimeoutSeconds,
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": logGroup.name, "awslogs-region": region, "awslogs-stream-prefix": "ecs" },
      },
    };
  }
}
