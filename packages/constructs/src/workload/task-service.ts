import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Capacity } from "./capacity";
import { FargateService, type ServiceTargets } from "./fargate-service";
import { Task, type TaskProps } from "./task";
import { type EgressRule, TaskSecurityGroup } from "./task-security-group";

/** What is said of tasks that ECS keeps running, whatever they do. */
export interface TaskServiceProps extends TaskProps {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly capacity: Capacity;
  readonly tasks: { readonly minimum: number; readonly maximum: number };
  /** Prefix lists of gateway endpoints the tasks may call, by service: `{ s3: "pl-…" }`. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  /** Where further HTTPS may go, see `TaskSecurityGroup`. */
  readonly httpsCidr: string;
  readonly egress?: readonly EgressRule[];
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
    const task = new Task(this, "Task", props);
    const { securityGroup, rules } = new TaskSecurityGroup(this, "tasks", {
      ...props,
      inbound: inbound?.from,
      connections: props.grants?.flatMap(({ connections }) => connections),
    });
    this.service = new FargateService(this, "service", {
      ...props,
      taskDefinition: task.taskDefinition,
      securityGroupIds: [securityGroup.id],
      targets: inbound?.targets,
      desiredCount: props.tasks.minimum,
      dependsOn: [...task.roles.policies, ...rules, ...(inbound?.dependsOn ?? [])],
    }).service;
    this.taskDefinition = task.taskDefinition;
    this.logGroup = task.logGroup;
  }
}
