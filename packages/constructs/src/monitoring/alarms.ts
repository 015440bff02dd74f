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

/** Between which numbers of tasks a service scales, at any hour. */
export interface TaskLimits {
  /** Fewer running tasks than these for five minutes are an alarm; 0 is none. */
  readonly minimumTasks: number;
  /** As many running tasks for fifteen minutes are an alarm, unless there are never fewer. */
  readonly maximumTasks: number;
  /** Whether the cluster has Container Insights, which count tasks; without them an alarm knows only whether there is any. */
  readonly containerInsights: boolean;
}

const ONE_MINUTE = 60;

/** The number of running tasks, which Container Insights count. */
function runningTasks(service: ServiceMetrics["service"]) {
  return {
    namespace: "ECS/ContainerInsights",
    metricName: "RunningTaskCount",
    dimensions: { ...service },
    statistic: "Minimum",
    period: ONE_MINUTE,
  };
}

/** Whether any task runs: ECS reports nothing of a service without one. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
function anyTask(service: ServiceMetrics["service"]) {
  return {
    namespace: "AWS/ECS",
    metricName: "MemoryUtilization",
    dimensions: { ...service },
    statistic: "SampleCount",
    period: ONE_MINUTE,
  };
}

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

  /** Alarms on the number of tasks that run. */
  protected taskAlarms(service: ServiceMetrics["service"], limits: TaskLimits): void {
    const { minimumTasks, maximumTasks, containerInsights } = limits;
    // A service that may rest has no number of tasks that is too small.
    if (minimumTasks > 0) {
      this.runningTasksAlarm(
        containerInsights
          ? { ...runningTasks(service), threshold: minimumTasks }
          : { ...anyTask(service), threshold: 1 },
      );
    }
    // Where nothing scales, being at the limit is no news.
    if (containerInsights && maximumTasks > minimumTasks) this.maximumTasksAlarm(service, maximumTasks);
  }

  /** Fewer running tasks than the service needs for five minutes. */
  private runningTasksAlarm(tasks: ReturnType<typeof runningTasks> & { readonly threshold: number }): void {
    this.alarm("running-tasks", {
      alarmDescription:
        "Fewer tasks run than the service needs. Look at its events: capacity, image or start failures.",
      ...tasks,
      evaluationPeriods: 5,
      comparisonOperator: "LessThanThreshold",
      // A service without any task reports nothing at all.
      treatMissingData: "breaching",
    });
  }

  /** As many tasks as there may be for fifteen minutes. */
  private maximumTasksAlarm(service: ServiceMetrics["service"], maximumTasks: number): void {
    this.alarm("maximum-tasks", {
      alarmDescription:
        "As many tasks run as there may be: more load finds no more of them. Raise tasks.maximum, or find out where the load comes from.",
      ...runningTasks(service),
      evaluationPeriods: 15,
      threshold: maximumTasks,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
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
