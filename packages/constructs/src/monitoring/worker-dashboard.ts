import type { Construct } from "constructs";
import { DashboardPage, type Graph, type Series, taskGraphs } from "./dashboard-page";
import type { QueueMetrics } from "./queue-metrics";
import type { ServiceMetrics } from "./service-metrics";

export interface WorkerDashboardProps {
  readonly name: string;
  readonly region: string;
  readonly service: ServiceMetrics["service"];
  /** The queue that the worker consumes. Default: none. */
  readonly queue?: QueueMetrics;
  readonly logGroupName: string;
}

/** What waits for a worker, what it got done and what it costs, on one page, with its latest log below. */
export class WorkerDashboard extends DashboardPage {
  constructor(scope: Construct, id: string, { name, region, service, queue, logGroupName }: WorkerDashboardProps) {
    super(scope, id, {
      name,
      region,
      graphs: [...(queue ? queueGraphs(queue) : []), ...taskGraphs(service)],
      log: {
        title: "Latest log",
        logGroupName,
        query: "fields @timestamp, coalesce(message, @message) as text, level | sort @timestamp desc | limit 50",
      },
    });
  }
}

function queueGraphs({ name, deadLetterName }: QueueMetrics): Graph[] {
  const sqs = (metric: string, stat: string, QueueName = name): Series => ({
    namespace: "AWS/SQS",
    metric,
    stat,
    dimensions: { QueueName },
  });
  const deadLetters = deadLetterName
    ? [{ title: "Dead letters", series: [sqs("ApproximateNumberOfMessagesVisible", "Maximum", deadLetterName)] }]
    : [];
  return [
    {
      title: "Messages waiting and in work",
      series: [
        sqs("ApproximateNumberOfMessagesVisible", "Maximum"),
        sqs("ApproximateNumberOfMessagesNotVisible", "Maximum"),
      ],
    },
    { title: "Age of the oldest message (seconds)", series: [sqs("ApproximateAgeOfOldestMessage", "Maximum")] },
    {
      title: "Messages sent and done",
      series: [sqs("NumberOfMessagesSent", "Sum"), sqs("NumberOfMessagesDeleted", "Sum")],
    },
    ...deadLetters,
  ];
}
