import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { ServiceMetrics } from "./service-metrics";

export interface AlarmsProps {
  readonly name: string;
  /** SNS topic that is told when an alarm starts and when it ends. */
  readonly topicArn: string;
}

const ONE_MINUTE = 60;

/** Alarms of one service, named after it. */
export abstract class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly topic: AlarmsProps,
  ) {
    super(scope, id);
  }

  protected alarm(
    id: string,
    config: Omit<CloudwatchMetricAlarmConfig, "alarmName" | "evaluationPeriods"> & {
      readonly evaluationPeriods?: number;
    },
  ): void {
    new CloudwatchMetricAlarm(this, id, {
      alarmName: `${this.topic.name}-${id}`,
      alarmActions: [this.topic.topicArn],
      okActions: [this.topic.topicArn],
      evaluationPeriods: 2,
      ...config,
    });
  }

  /** Fewer running tasks than the service needs for five minutes. */
  protected runningTasksAlarm(service: ServiceMetrics["service"], minimumTasks: number): void {
    this.alarm("running-tasks", {
      alarmDescription:
        "Fewer tasks run than the service needs. Look at its events: capacity, image or start failures.",
      namespace: "ECS/ContainerInsights",
      metricName: "RunningTaskCount",
      dimensions: service,
      statistic: "Minimum",
      period: ONE_MINUTE,
      evaluationPeriods: 5,
      threshold: minimumTasks,
      comparisonOperator: "LessThanThreshold",
      // A service without any task reports nothing at all.
      treatMissingData: "breaching",
    });
  }

  /** Any message in a queue of failures. Counts what lies there: messages that SQS moves are not counted as sent. */
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
  protected messagesAlarm(id: string, queueName: string, alarmDescription: string): void {
    this.alarm(id, {
      alarmDescription,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: ONE_MINUTE,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }
}
