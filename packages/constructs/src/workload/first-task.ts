import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { type Backlog, type BacklogMetric, backlogMetrics } from "./backlog";

export interface FirstTaskProps extends Backlog {
  readonly name: string;
  /** The scalable target that the policy belongs to. */
  readonly ofTarget: {
    readonly serviceNamespace: string;
    readonly scalableDimension: string;
    readonly resourceId: string;
  };
  readonly lifecycle: TerraformResourceLifecycle;
}

const ONE_MINUTE = 60;
/** Long enough for a task to start, before another one is added. */
const COOLDOWN = 300;

/**
 * Starts a task when a message comes and none runs: target tracking would wait until as many messages have come as one task
 * is meant to have.
 */
// https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html does the same with its own queue.
export class FirstTask extends Construct {
  constructor(scope: Construct, id: string, { name, ofTarget, lifecycle, ...backlog }: FirstTaskProps) {
    super(scope, id);
    const policy = new AppautoscalingPolicy(this, "Policy", {
      ...ofTarget,
      lifecycle,
      name,
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Maximum",
        cooldown: COOLDOWN,
        stepAdjustment: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    });
    const { waiting, tasks } = backlogMetrics(backlog);
    new CloudwatchMetricAlarm(this, "Alarm", {
      alarmName: name,
      alarmDescription: "A message waits and no task runs: starts the first one. No cause for concern.",
      alarmActions: [policy.arn],
      metricQuery: [
        {
          id: "unattended",
          label: "Messages that wait while no task runs",
          expression: "IF(FILL(tasks, 0) < 1, FILL(waiting, 0), 0)",
          returnData: true,
        },
        query(waiting),
        query(tasks),
      ],
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }
}

function query({ id, ...metric }: BacklogMetric) {
  return { id, metric: { ...metric, dimensions: { ...metric.dimensions }, period: ONE_MINUTE } };
}
