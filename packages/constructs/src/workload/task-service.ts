import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsEcsContainerDefinition } from "@cdktf/provider-aws/lib/data-aws-ecs-container-definition";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FargateService, type ServiceTargets } from "./fargate-service";
import { PlacedTask, type PlacedTaskProps } from "./placed-task";
import { type ServiceConnect, serviceConnectConfiguration } from "./service-connect";

/** What is said of tasks that ECS keeps running, whatever they do. */
export interface TaskServiceProps extends PlacedTaskProps {
  readonly tasks: { readonly minimum: number; readonly maximum: number };
  /** Calls of other services, and from them. Default: none. */
  readonly serviceConnect?: ServiceConnect;
}

/** How requests come in from a load balancer; absent for tasks that none knows. */
interface Inbound {
  /** Who connects, on the container's port. */
  readonly from: { readonly securityGroupId: string; readonly port: number };
  readonly targets: ServiceTargets;
  /** What must be in place before the load balancer may know a task. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What ECS runs, as ECS says: after a release that it rolled back the version before, whatever was asked of it. */
export interface Released {
  readonly taskDefinitionArn: string;
  /** Image of the application's own container. */
  readonly imageUri: string;
}

/** Tasks that ECS keeps running, with their roles, their log group and their security group. */
export class TaskService extends Construct {
  readonly service: EcsService;
  readonly released: Released;
  readonly securityGroup: SecurityGroup;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: TaskServiceProps, inbound?: Inbound) {
    super(scope, id);
    const { task, securityGroup, conditions } = new PlacedTask(this, "Placed", props, inbound?.from);
    const { service, releasedTaskDefinitionArn } = new FargateService(this, "service", {
      ...props,
      taskDefinition: task.taskDefinition,
      securityGroupIds: [securityGroup.id],
      targets: inbound?.targets,
      serviceConnect:
        props.serviceConnect &&
        serviceConnectConfiguration(props.serviceConnect, { region: props.region, logGroup: task.logGroup }),
      desiredCount: props.tasks.minimum,
      dependsOn: [...conditions, ...(inbound?.dependsOn ?? [])],
    });
    this.service = service;
    const { image } = new DataAwsEcsContainerDefinition(this, "released", {
      taskDefinition: releasedTaskDefinitionArn,
      containerName: props.container.name,
    });
    this.released = { taskDefinitionArn: releasedTaskDefinitionArn, imageUri: image };
    this.securityGroup = securityGroup;
    this.logGroup = task.logGroup;
  }
}
