import { createHash } from "node:crypto";
import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
} from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingScheduledAction } from "@cdktf/provider-aws/lib/appautoscaling-scheduled-action";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { DataResource } from "cdktf";
import { Construct } from "constructs";
import { attributeAddress } from "../stack/attribute-address";
import { backlogPerTask } from "./backlog";
import { FirstTask } from "./first-task";

/** Other limits from a moment on, until another entry sets others. */
export interface ScheduledLimits {
  /** `cron(0 8 ? * MON-FRI *)`, `rate(…)` or `at(…)`. */
  readonly at: string;
  /** IANA name: `Europe/Berlin`. Default: UTC. */
  readonly timeZone?: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface ScalingProps {
  readonly clusterName: string;
  readonly service: EcsService;
  readonly minimumTasks: number;
  readonly maximumTasks: number;
  /** Average CPU utilisation aimed at, in percent. Default: CPU does not count. */
  readonly cpuPercent?: number;
  /** Average memory utilisation aimed at, in percent. Default: memory does not count. */
  readonly memoryPercent?: number;
  /** Requests per task and minute aimed at, as the load balancer counts them. Default: requests do not count. */
  readonly requests?: {
    readonly perMinute: number;
    readonly loadBalancerArnSuffix: string;
    readonly targetGroupArnSuffix: string;
  };
  /** Messages for each task aimed at. Default: no queue counts. */
  readonly backlog?: { readonly perTask: number; readonly queueName: string };
  readonly schedule?: readonly ScheduledLimits[];
}

/** Seconds between two steps: out at once when load rises, in slowly. */
const SCALE_OUT_COOLDOWN = 60;
const SCALE_IN_COOLDOWN = 300;

type Measure = Pick<
  AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
  "customizedMetricSpecification" | "predefinedMetricSpecification"
>;

function predefined(predefinedMetricType: string, resourceLabel?: string): Measure {
  return { predefinedMetricSpecification: { predefinedMetricType, resourceLabel } };
}

/** Adds tasks when one of the measures rises above its target, removes them when all fall; by the clock where asked for. */
export class Scaling extends Construct {
  private readonly target: AppautoscalingTarget;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ScalingProps,
  ) {
    super(scope, id);
    const { cpuPercent, memoryPercent, requests, backlog, schedule = [] } = props;
    this.target = this.scalableTarget();
    if (cpuPercent) this.track("cpu", cpuPercent, predefined("ECSServiceAverageCPUUtilization"));
    if (memoryPercent) this.track("memory", memoryPercent, predefined("ECSServiceAverageMemoryUtilization"));
    if (requests) {
      const label = `${requests.loadBalancerArnSuffix}/${requests.targetGroupArnSuffix}`;
      this.track("requests", requests.perMinute, predefined("ALBRequestCountPerTarget", label));
    }
    if (backlog) this.followBacklog(backlog);
    for (const limits of schedule) this.scheduled(limits);
  }

  private scalableTarget(): AppautoscalingTarget {
    const { clusterName, service, minimumTasks, maximumTasks, schedule = [] } = this.props;
    // AWS forgets the target, its policies and its schedule when the service is deleted.
    const serviceReplaced = attributeAddress(service, "id");
    const target = {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${clusterName}/${service.name}`,
      minCapacity: minimumTasks,
      maxCapacity: maximumTasks,
    };
    if (schedule.length === 0) {
      return new AppautoscalingTarget(this, "Target", {
        ...target,
        lifecycle: { replaceTriggeredBy: [serviceReplaced] },
      });
    }
    // The clock moves the limits: a deploy must not set them back, unless the limits of the description change.
    const limits = new DataResource(this, "limits", { input: { minimumTasks, maximumTasks } });
    return new AppautoscalingTarget(this, "Target", {
      ...target,
      lifecycle: {
        ignoreChanges: ["min_capacity", "max_capacity"],
        replaceTriggeredBy: [serviceReplaced, attributeAddress(limits, "output")],
      },
    });
  }

  private followBacklog({ perTask, queueName }: { readonly perTask: number; readonly queueName: string }): void {
    const { clusterName, service, minimumTasks, schedule = [] } = this.props;
    const backlog = { queueName, clusterName, serviceName: service.name };
    this.track("backlog", perTask, { customizedMetricSpecification: { metrics: backlogPerTask(backlog) } });
    if (![minimumTasks, ...schedule.map(({ minimum }) => minimum)].includes(0)) return;
    const { lifecycle, ...ofTarget } = this.ofTarget();
    new FirstTask(this, "first-task", { ...backlog, name: `${service.name}-first-task`, ofTarget, lifecycle });
  }

  private track(id: string, targetValue: number, measure: Measure): void {
    new AppautoscalingPolicy(this, id, {
      ...this.ofTarget(),
      name: `${this.props.service.name}-${id}`,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        scaleOutCooldown: SCALE_OUT_COOLDOWN,
        scaleInCooldown: SCALE_IN_COOLDOWN,
        ...measure,
      },
    });
  }

  /** Known by its moment: other entries come and go beside it. */
  private scheduled({ at, timeZone = "UTC", minimum, maximum }: ScheduledLimits): void {
    const moment = createHash("sha256").update(`${at} ${timeZone}`).digest("hex").slice(0, 8);
    new AppautoscalingScheduledAction(this, `at-${moment}`, {
      ...this.ofTarget(),
      name: `${this.props.service.name}-at-${moment}`,
      schedule: at,
      timezone: timeZone,
      scalableTargetAction: { minCapacity: `${minimum}`, maxCapacity: `${maximum}` },
    });
  }

  private ofTarget() {
    const { serviceNamespace, scalableDimension, resourceId } = this.target;
    const lifecycle = { replaceTriggeredBy: [attributeAddress(this.target, "id")] };
    return { serviceNamespace, scalableDimension, resourceId, lifecycle };
  }
}
