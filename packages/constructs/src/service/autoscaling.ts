import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { Construct } from "constructs";

export interface AutoscalingProps {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly minimumTasks: number;
  readonly maximumTasks: number;
  /** Average CPU utilisation aimed at, in percent. */
  readonly targetCpuPercent: number;
  /** Requests per task and minute aimed at. */
  readonly targetRequestsPerMinute: number;
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
}

/** Seconds between two steps: out at once when load rises, in slowly. */
const SCALE_OUT_COOLDOWN = 60;
const SCALE_IN_COOLDOWN = 300;

/** Adds tasks when CPU or requests per task rise above their targets, removes them when both fall. */
export class Autoscaling extends Construct {
  constructor(scope: Construct, id: string, props: AutoscalingProps) {
    super(scope, id);
    const target = new AppautoscalingTarget(this, "target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${props.clusterName}/${props.serviceName}`,
      minCapacity: props.minimumTasks,
      maxCapacity: props.maximumTasks,
    });
    const policy = (policyId: string, metric: string, targetValue: number, resourceLabel?: string) =>
      new AppautoscalingPolicy(this, policyId, {
        name: `${props.serviceName}-${policyId}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          targetValue,
          scaleOutCooldown: SCALE_OUT_COOLDOWN,
          scaleInCooldown: SCALE_IN_COOLDOWN,
          predefinedMetricSpecification: { predefinedMetricType: metric, resourceLabel },
        },
      });
    policy("cpu", "ECSServiceAverageCPUUtilization", props.targetCpuPercent);
    policy(
      "requests",
      "ALBRequestCountPerTarget",
      props.targetRequestsPerMinute,
      `${props.loadBalancerArnSuffix}/${props.targetGroupArnSuffix}`,
    );
  }
}
