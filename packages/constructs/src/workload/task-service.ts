import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FargateService, type ServiceTargets } from "./fargate-service";
import { PlacedTask, type PlacedTaskProps } from "./placed-task";

/** What is said of tasks that ECS keeps running, whatever they do. */
export interface TaskServiceProps extends PlacedTaskProps {
  readonly tasks: { readonly minimum: number; readonly maximum: number };
}

/** How requests come in; absent for tasks that nobody connects to. */
interface Inbound {
  /** Who connects, on the container's port. */
  readonly from: { readonly securityGroupId: string; readonly port: number };
  readonly targets: ServiceTargets;
  /** What must be in place before the load balancer may know a task. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Tasks that ECS keeps running, with their roles, their log group and their security group. */
export class TaskService extends Construct {
  readonly service: EcsService;
  readonly taskDefinition: EcsTaskDefinition;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: TaskServiceProps, inbound?: Inbound) {
    super(scope, id);
    const { task, securityGroup, conditions } = new PlacedTask(this, "Placed", props, inbound?.from);
    this.service = new FargateService(this, "service", {
      ...props,
      taskDefinition: task.taskDefinition,
      securityGroupIds: [securityGroup.id],
      targets: inbound?.targets,
      desiredCount: props.tasks.minimum,
      dependsOn: [...conditions, ...(inbound?.dependsOn ?? [])],
    }).service;
    this.taskDefinition = task.taskDefinition;
    this.logGroup = task.logGroup;
  }
}
