import type { Construct } from "constructs";
import { Alarms, type AlarmsProps, type TaskLimits } from "./alarms";
import type { RequestMetrics, ServiceMetrics } from "./service-metrics";

export interface ServiceAlarmsProps extends AlarmsProps, TaskLimits {
  readonly metrics: ServiceMetrics;
  /** Default: the application's log holds none, and no alarm looks at them. */
  readonly requestMetrics?: RequestMetrics;
  /** 5XX answers in percent of requests. */
  readonly errorRatePercent: number;
  /** 4XX answers in percent of requests. */
  readonly clientErrorRatePercent: number;
  /** 95th percentile of the response time, in seconds. */
  readonly latencySeconds: number;
}

const FIVE_MINUTES = 300;
const ONE_MINUTE = 60;
/** A rate over a handful of requests says nothing. */
const FEWEST_REQUESTS = 20;
/** Unless so many of them in five minutes got an answer of the server's own fault: users of a quiet service count as well. */
const FEWEST_ERRORS = 3;

/** Alarms on what users of one web service notice; each says what to look at. */
export class ServiceAlarms extends Alarms {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceAlarmsProps,
  ) {
    super(scope, id, props);
    this.rateAlarm(
      "server-errors",
      "HTTPCode_Target_5XX_Count",
      {
        percent: props.errorRatePercent,
        fewest: `requests >= ${FEWEST_REQUESTS} || FILL(count, 0) >= ${FEWEST_ERRORS}`,
      },
      "Users see 5XX. Look at the log group of the service and at the last release.",
    );
    this.rateAlarm(
      "client-errors",
      "HTTPCode_Target_4XX_Count",
      { percent: props.clientErrorRatePercent, fewest: `requests >= ${FEWEST_REQUESTS}` },
      "Many 4XX: a broken link or client, or somebody probing.",
    );
    this.outageAlarm();
    this.alarm("latency", {
      alarmDescription: "Answers are slow. Look at CPU, at the latency of the data stores and at the number of tasks.",
      namespace: "AWS/ApplicationELB",
      metricName: "TargetResponseTime",
      dimensions: this.targets(),
      extendedStatistic: "p95",
      period: FIVE_MINUTES,
      threshold: props.latencySeconds,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
    this.alarm("unhealthy-hosts", {
      alarmDescription: "A task does not answer its health check. Look at the events and stopped tasks of the service.",
      namespace: "AWS/ApplicationELB",
      metricName: "UnHealthyHostCount",
      dimensions: this.targets(),
      statistic: "Maximum",
      period: ONE_MINUTE,
      evaluationPeriods: 5,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
    if (props.requestMetrics) {
      this.queueAlarm(props.requestMetrics);
      this.droppedLinesAlarm(props.requestMetrics);
    }
    if (props.minimumTasks > 0) this.noHealthyHostsAlarm();
    this.taskAlarms(props.metrics.service, props);
  }

  /** No target that the load balancer could ask: rings without a single request, and without a single registered target. */
  private noHealthyHostsAlarm(): void {
    this.alarm("no-healthy-hosts", {
      alarmDescription:
        "The load balancer knows no healthy task. Look at the events and stopped tasks of the service, and at its health check.",
      namespace: "AWS/ApplicationELB",
      metricName: "HealthyHostCount",
      dimensions: this.targets(),
      statistic: "Maximum",
      period: ONE_MINUTE,
      evaluationPeriods: 3,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      // Nothing is reported of a target group without targets.
      treatMissingData: "breaching",
    });
  }

  /** Slow answers whose reason lies inside: requests are there, and no thread is free for them. */
  private queueAlarm({ namespace, dimensions, queueTime }: RequestMetrics): void {
    this.alarm("queue", {
      alarmDescription:
        "Requests wait for a free thread. Look at the time in dependencies, at CPU and at the number of tasks.",
      namespace,
      metricName: queueTime,
      dimensions: { ...dimensions },
      extendedStatistic: "p95",
      period: FIVE_MINUTES,
      threshold: (this.props.latencySeconds * 1000) / 2,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }

  /** What happened meanwhile stands nowhere: neither in the log nor in what is counted of it. */
  private droppedLinesAlarm({ namespace, dimensions, droppedLines }: RequestMetrics): void {
    this.alarm("dropped-lines", {
      alarmDescription:
        "Log lines and the metrics in them were lost, for stdout did not take them. Look at the log driver: logDelivery, and whether the tasks reach CloudWatch Logs.",
      namespace,
      metricName: droppedLines,
      dimensions: { ...dimensions },
      statistic: "Sum",
      period: FIVE_MINUTES,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      // It is logged only where lines were lost.
      treatMissingData: "notBreaching",
    });
  }

  /** The service's targets behind the load balancer, which other services may share. */
  private targets(): Record<string, string> {
    return { ...this.props.metrics.loadBalancer, ...this.props.metrics.targetGroup };
  }

  /** Alarms when a count of answers exceeds a share of the service's requests over five minutes. */
  private rateAlarm(
    id: string,
    count: string,
    { percent, fewest }: { readonly percent: number; readonly fewest: string },
    alarmDescription: string,
  ): void {
    this.alarm(id, {
      alarmDescription,
      metricQuery: [
        {
          id: "rate",
          label: "Percent of requests",
          expression: `IF(${fewest}, 100 * FILL(count, 0) / requests, 0)`,
          returnData: true,
        },
        sum("requests", "RequestCount", this.targets()),
        sum("count", count, this.targets()),
      ],
      threshold: percent,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }

  /**
   * Requests that find no healthy task: the load balancer answers 503 by itself, and counts these for all its services
   * together, nowhere else. So they count for this one only while it has no healthy task.
   */
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
  private outageAlarm(): void {
    this.alarm("outage", {
      alarmDescription: "No task is healthy, and users see 503. Look at the events and stopped tasks of the service.",
      metricQuery: [
        {
          id: "refused",
          label: "5XX of the load balancer without a healthy task",
          expression: "IF(FILL(healthy, 0) < 1, errors, 0)",
          returnData: true,
        },
        sum("errors", "HTTPCode_ELB_5XX_Count", this.props.metrics.loadBalancer),
        metric("healthy", "HealthyHostCount", this.targets(), "Maximum"),
      ],
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }
}

function sum(id: string, metricName: string, dimensions: Readonly<Record<string, string>>) {
  return metric(id, metricName, dimensions, "Sum");
}

function metric(id: string, metricName: string, dimensions: Readonly<Record<string, string>>, stat: string) {
  return {
    id,
    metric: { namespace: "AWS/ApplicationELB", metricName, dimensions: { ...dimensions }, period: FIVE_MINUTES, stat },
  };
}
