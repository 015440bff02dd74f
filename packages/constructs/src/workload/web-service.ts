import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import { type ListenerRoute, ListenerRules } from "../alb/listener-rules";
import { TargetGroup } from "../alb/target-group";
import type { Capacity } from "./capacity";
import type { ContainerSettings } from "./container";
import { FargateService } from "./fargate-service";
import { Scaling, type ScheduledLimits } from "./scaling";
import { Task, type TaskProps } from "./task";
import { type EgressRule, TaskSecurityGroup } from "./task-security-group";

/** What the service must know of the load balancer, which lives in another stack. */
export interface LoadBalancerReference {
  readonly arnSuffix: string;
  readonly securityGroupId: string;
  readonly httpsListenerArn: string;
}

export interface WebServiceProps extends Omit<TaskProps, "container"> {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Listens on its port for the load balancer's requests. */
  readonly container: ContainerSettings & { readonly port: number };
  readonly loadBalancer: LoadBalancerReference;
  /** Requests that this service claims. */
  readonly routes: readonly ListenerRoute[];
  readonly healthCheckPath: string;
  /** Default: 200. */
  readonly healthCheckCodes?: string;
  readonly healthCheckGracePeriodSeconds: number;
  readonly deregistrationDelaySeconds: number;
  readonly capacity: Capacity;
  readonly tasks: { readonly minimum: number; readonly maximum: number };
  readonly scaling: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly requestsPerMinute?: number;
    readonly schedule?: readonly ScheduledLimits[];
  };
  /** Prefix lists of gateway endpoints the tasks may call, by service: `{ s3: "pl-…" }`. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  /** Where further HTTPS may go, see `TaskSecurityGroup`. */
  readonly httpsCidr: string;
  readonly egress?: readonly EgressRule[];
}

/** An application behind a load balancer that others may share: its tasks, the requests it claims, its scaling. */
export class WebService extends Construct {
  readonly service: EcsService;
  readonly taskDefinition: EcsTaskDefinition;
  readonly targetGroup: LbTargetGroup;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { container, loadBalancer } = props;
    const task = new Task(this, "Task", props);
    const { securityGroup, rules: securityGroupRules } = new TaskSecurityGroup(this, "tasks", {
      ...props,
      inbound: { securityGroupId: loadBalancer.securityGroupId, port: container.port },
      connections: props.grants?.flatMap(({ connections }) => connections),
    });
    this.targetGroup = new TargetGroup(this, "target-group", { ...props, port: container.port }).targetGroup;
    const { rules } = new ListenerRules(this, "ListenerRules", {
      listenerArn: loadBalancer.httpsListenerArn,
      targetGroupArn: this.targetGroup.arn,
      routes: props.routes,
    });
    this.service = new FargateService(this, "service", {
      ...props,
      taskDefinition: task.taskDefinition,
      securityGroupIds: [securityGroup.id],
      targets: {
        targetGroupArn: this.targetGroup.arn,
        containerName: container.name,
        containerPort: container.port,
        healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      },
      desiredCount: props.tasks.minimum,
      dependsOn: [...task.roles.policies, ...securityGroupRules, ...rules],
    }).service;
    const { requestsPerMinute } = props.scaling;
    new Scaling(this, "scaling", {
      ...props.scaling,
      clusterName: props.clusterName,
      service: this.service,
      minimumTasks: props.tasks.minimum,
      maximumTasks: props.tasks.maximum,
      requests: requestsPerMinute
        ? {
            perMinute: requestsPerMinute,
            loadBalancerArnSuffix: loadBalancer.arnSuffix,
            targetGroupArnSuffix: this.targetGroup.arnSuffix,
          }
        : undefined,
    });
    this.taskDefinition = task.taskDefinition;
    this.logGroup = task.logGroup;
  }
}
