import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Construct } from "constructs";
import type { Grant } from "../data/grant";
import type { ContainerSettings } from "./container";
import type { LogDelivery } from "./log-delivery";
import { TaskDefinition } from "./task-definition";
import { TaskRoles } from "./task-roles";

/** A container beside the application's own. */
export interface SidecarSettings extends ContainerSettings {
  /** What it is given besides its own variables and secrets. Its statements go to the role that all containers share. */
  readonly grants?: readonly Grant[];
  /** As of the application. */
  readonly repositoryArn?: string;
}

export interface TaskProps {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly architecture: "X86_64" | "ARM64";
  /** 21 to 200. Default: the 20 GiB that every task has. */
  readonly ephemeralStorageGiB?: number;
  /** Variables and secrets of the grants join its own, which win. */
  readonly container: ContainerSettings;
  /** What the application uses; absent means nothing. */
  readonly grants?: readonly Grant[];
  /** The repository of the image, see `ecrRepositoryArn`; absent for an image that is not in ECR. */
  readonly repositoryArn?: string;
  /** Default: nothing runs beside the application. */
  readonly sidecars?: readonly SidecarSettings[];
  readonly logRetentionDays: number;
  /** Default: `non-blocking`. */
  readonly logDelivery?: LogDelivery;
  /** Allows commands in the running container, which then may write to its root file system. */
  readonly executeCommand: boolean;
}

/** What every kind of service runs: a task definition with its roles and its log group. */
export class Task extends Construct {
  readonly logGroup: CloudwatchLogGroup;
  readonly roles: TaskRoles;
  readonly taskDefinition: EcsTaskDefinition;

  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    const { sidecars = [] } = props;
    const application = { ...props.container, grants: props.grants, repositoryArn: props.repositoryArn };
    const all = [application, ...sidecars].map(withGrants);
    this.logGroup = new CloudwatchLogGroup(this, "logs", {
      name: `/ecs/${props.name}`,
      retentionInDays: props.logRetentionDays,
    });
    this.roles = new TaskRoles(this, "Roles", {
      ...props,
      logGroup: this.logGroup,
      repositoryArns: [...new Set(all.flatMap(({ repositoryArn }) => repositoryArn ?? []))],
      secrets: all.flatMap(({ secrets }) => Object.values(secrets)),
      statements: all.flatMap(({ grants = [] }) => grants).flatMap((grant) => grant.statements),
    });
    this.taskDefinition = new TaskDefinition(this, "task-definition", {
      ...props,
      containers: all,
      logGroup: this.logGroup,
      roles: this.roles,
    }).taskDefinition;
  }
}

/** The container with what it is granted. Its own variables and secrets win: ECS takes each name once, as one or the other. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
function withGrants(container: SidecarSettings) {
  const { environment, secrets = {}, grants = [] } = container;
  const own = new Set([...Object.keys(environment), ...Object.keys(secrets)]);
  const granted = (values: readonly Readonly<Record<string, string>>[]) =>
    Object.fromEntries(values.flatMap((value) => Object.entries(value)).filter(([name]) => !own.has(name)));
  return {
    ...container,
    fileSystems: grants.flatMap(({ volumes = [] }) => volumes),
    environment: { ...granted(grants.map((grant) => grant.variables)), ...environment },
    secrets: { ...granted(grants.map((grant) => grant.secrets)), ...secrets },
  };
}
