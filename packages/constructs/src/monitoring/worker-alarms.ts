import type { Construct } from "constructs";
import { Alarms, type AlarmsProps, type TaskLimits } from "./alarms";
import type { QueueMetrics } from "./queue-metrics";
import type { ServiceMetrics } from "./service-metrics";

export interface WorkerAlarmsProps extends AlarmsProps, TaskLimits {
  readonly service: ServiceMetrics["service"];
  /** The queue that the worker consumes. Default: none. */
  readonly queue?: QueueMetrics;
  /** Seconds after which a message should be done. */
  readonly oldestMessageSeconds: number;
}

const ONE_MINUTE = 60;

/** Alarms on work that is not done; each says what to look at. */
export class WorkerAlarms extends Alarms {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkerAlarmsProps,
  ) {
    super(scope, id, props);
    const { queue, service } = props;
    if (queue?.deadLetterName !== undefined) {
      this.messagesAlarm(
        "dead-letters",
        queue.deadLetterName,
        "Messages failed as often as they were tried. Look at the log of the worker, correct it, and move the messages back (redrive).",
      );
    }
    if (queue) this.oldestMessageAlarm(queue.name);
    this.taskAlarms(service, props);
  }

  private oldestMessageAlarm(queueName: string): void {
    this.alarm("oldest-message", {
      alarmDescription: "Messages wait too long. Look at the tasks of the worker, at their number and at their log.",
      namespace: "AWS/SQS",
      metricName: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: queueName },
      statistic: "Maximum",
      period: ONE_MINUTE,
      evaluationPeriods: 3,
      threshold: this.props.oldestMessageSeconds,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }
}
