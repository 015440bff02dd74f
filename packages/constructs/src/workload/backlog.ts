/** A queue, and the service that consumes it. */
export interface Backlog {
  readonly queueName: string;
  readonly clusterName: string;
  readonly serviceName: string;
}

/** Of CloudWatch's metrics, by the names that expressions give them. */
export interface BacklogMetric {
  readonly id: "waiting" | "in_work" | "tasks";
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: "Maximum" | "Average";
}

/** How many messages a queue holds, and how many tasks there are for them. Each is missing at times, and then stands for 0. */
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
export function backlogMetrics({ queueName, clusterName, serviceName }: Backlog) {
  const ofQueue = { namespace: "AWS/SQS", dimensions: { QueueName: queueName }, stat: "Maximum" } as const;
  return {
    waiting: { id: "waiting", metricName: "ApproximateNumberOfMessagesVisible", ...ofQueue },
    inWork: { id: "in_work", metricName: "ApproximateNumberOfMessagesNotVisible", ...ofQueue },
    tasks: {
      id: "tasks",
      namespace: "ECS/ContainerInsights",
      metricName: "RunningTaskCount",
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
      stat: "Average",
    },
  } as const satisfies Readonly<Record<string, BacklogMetric>>;
}

/**
 * Messages for each running task, as metric math of a target tracking policy. Messages in work count as well: the last task
 * is not stopped before the last message is done.
 */
// https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
export function backlogPerTask(backlog: Backlog) {
  const metrics: readonly BacklogMetric[] = Object.values(backlogMetrics(backlog));
  return [
    ...metrics.map(({ id, namespace, metricName, dimensions, stat }) => ({
      id,
      returnData: false,
      metricStat: {
        stat,
        metric: {
          namespace,
          metricName,
          dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
        },
      },
    })),
    {
      id: "backlog",
      label: "Messages for each running task",
      expression: "(FILL(waiting, 0) + FILL(in_work, 0)) / IF(FILL(tasks, 0) < 1, 1, FILL(tasks, 0))",
      returnData: true,
    },
  ];
}
