import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import type { GrantedVolume } from "../data/grant";
import { terraformJson } from "../policy/terraform-json";
import { type ContainerSettings, containerDefinition, volumes } from "./container";
import type { LogDelivery } from "./log-delivery";
import { inStartOrder } from "./start-order";
import type { TaskRoles } from "./task-roles";

export interface TaskDefinitionProps {
  readonly name: string;
  readonly region: string;
  /** CPU units; 1024 are one vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly architecture: "X86_64" | "ARM64";
  /** 21 to 200; what is above 20 is billed. Default: the 20 GiB that every task has. */
  readonly ephemeralStorageGiB?: number;
  /** The application first, then what runs beside it. */
  readonly containers: readonly ContainerSettings[];
  readonly logGroup: CloudwatchLogGroup;
  readonly roles: TaskRoles;
  readonly executeCommand: boolean;
  /** Default: `non-blocking`. */
  readonly logDelivery?: LogDelivery;
}

/** What every Fargate task has; the API takes only more. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
const INCLUDED_STORAGE_GIB = 20;

/** A task on Fargate: a read-only file system with a few writable paths, its output in CloudWatch Logs. */
export class TaskDefinition extends Construct {
  readonly taskDefinition: EcsTaskDefinition;

  constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    const { containers, roles, ephemeralStorageGiB = INCLUDED_STORAGE_GIB } = props;
    this.taskDefinition = new EcsTaskDefinition(this, "Definition", {
      family: props.name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: `${props.cpu}`,
      memory: `${props.memoryMiB}`,
      ...(ephemeralStorageGiB > INCLUDED_STORAGE_GIB ? { ephemeralStorage: { sizeInGib: ephemeralStorageGiB } } : {}),
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: props.architecture },
      executionRoleArn: roles.executionRole.arn,
      taskRoleArn: roles.taskRole.arn,
      containerDefinitions: terraformJson(
        inStartOrder(containers).map((container) => containerDefinition(container, props)),
      ),
      volume: [
        ...containers.flatMap((container) => [...volumes(container).values()]).map((name) => ({ name })),
        ...containers.flatMap(({ fileSystems = [] }) => fileSystems).map(fileSystemVolume),
      ],
      // A rollback needs the revision before: it stays registered.
      skipDestroy: true,
      trackLatest: true,
    });
  }
}

/** Through its access point, encrypted, as the role of the task. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html
function fileSystemVolume({ name, fileSystemId, accessPointId }: GrantedVolume) {
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId,
      transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId, iam: "ENABLED" },
    },
  };
}
