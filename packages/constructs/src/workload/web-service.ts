import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";
import type { IdentityProvider } from "../alb/identity-provider";
import { type ListenerRoute, ListenerRules } from "../alb/listener-rules";
import { TargetGroup } from "../alb/target-group";
import type { ContainerSettings } from "./container";
import { Scaling, type ScheduledLimits } from "./scaling";
import { type Released, TaskService, type TaskServiceProps } from "./task-service";

/** What the service must know of the load balancer, which lives in another stack. */
export interface LoadBalancerReference {
  readonly arnSuffix: string;
  readonly securityGroupId: string;
  readonly httpsListenerArn: string;
}

export interface WebServiceProps extends TaskServiceProps {
  /** Listens on its port for the load balancer's requests. */
  readonly container: ContainerSettings & { readonly port: number };
  readonly loadBalancer: LoadBalancerReference;
  /** Requests that this service claims. */
  readonly routes: readonly ListenerRoute[];
  /** Required where a route asks who visitors are. */
  readonly identityProvider?: IdentityProvider;
  readonly healthCheckPath: string;
  /** Default: 200. */
  readonly healthCheckCodes?: string;
  readonly healthCheckGracePeriodSeconds: number;
  readonly deregistrationDelaySeconds: number;
  readonly scaling: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly requestsPerMinute?: number;
    readonly schedule?: readonly ScheduledLimits[];
  };
}

/** An application behind a load balancer that others may share: its tasks, the requests it claims, its scaling. */
export class WebService extends Construct {
  readonly service: EcsService;
  readonly released: Released;
  readonly targetGroup: LbTargetGroup;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { container, loadBalancer } = props;
    this.targetGroup = new TargetGroup(this, "target-group", { ...props, port: container.port }).targetGroup;
    const { rules } = new ListenerRules(this, "ListenerRules", {
      listenerArn: loadBalancer.httpsListenerArn,
      targetGroupArn: this.targetGroup.arn,
      routes: props.routes,
      identityProvider: props.identityProvider,
    });
    const { service, released, logGroup } = new TaskService(this, "TaskService", props, {
      from: { securityGroupId: loadBalancer.securityGroupId, port: container.port },
      targets: {
        targetGroupArn: this.targetGroup.arn,
        containerName: container.name,
        containerPort: container.port,
        healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      },
      dependsOn: rules,
    });
    this.service = service;
    this.released = released;
    this.logGroup = logGroup;
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
  }
}
