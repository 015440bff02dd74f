import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";
import type { ServiceMetrics } from "./service-metrics";

export interface AlarmsProps {
  readonly name: string;
  readonly accountId: string;
  readonly metrics: ServiceMetrics;
  /** Subscribed to the topic; must confirm by mail. Default: nobody is. */
  readonly email?: string;
  /** 5XX answers in percent of requests. */
  readonly errorRatePercent: number;
  /** 4XX answers in percent of requests. */
  readonly clientErrorRatePercent: number;
  /** 95th percentile of the response time, in seconds. */
  readonly latencySeconds: number;
  /** Fewer running tasks than these for five minutes are an alarm. */
  readonly minimumTasks: number;
}

const FIVE_MINUTES = 300;
const ONE_MINUTE = 60;
/** A rate over a handful of requests says nothing. */
const FEWEST_REQUESTS = 20;

/** Alarms on what users notice, sent to one SNS topic; each says what to look at. */
export class Alarms extends Construct {
  readonly topic: SnsTopic;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlarmsProps,
  ) {
    super(scope, id);
    this.topic = this.alarmTopic();
    const { metrics } = props;
    this.rateAlarm(
      "server-errors",
      ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
      props.errorRatePercent,
      "Users see 5XX. Look at the log group of the service and at the last release.",
    );
    this.rateAlarm(
      "client-errors",
      ["HTTPCode_Target_4XX_Count", "HTTPCode_ELB_4XX_Count"],
      props.clientErrorRatePercent,
      "Many 4XX: a broken link or client, or somebody probing.",
    );
    this.alarm("latency", {
      alarmDescription: "Answers are slow. Look at CPU, at DynamoDB's latency and at the number of tasks.",
      namespace: "AWS/ApplicationELB",
      metricName: "TargetResponseTime",
      dimensions: metrics.loadBalancer,
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
      dimensions: { ...metrics.loadBalancer, ...metrics.targetGroup },
      statistic: "Maximum",
      period: ONE_MINUTE,
      evaluationPeriods: 5,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
    this.alarm("running-tasks", {
      alarmDescription:
        "Fewer tasks run than the service needs. Look at its events: capacity, image or start failures.",
      namespace: "ECS/ContainerInsights",
      metricName: "RunningTaskCount",
      dimensions: metrics.service,
      statistic: "Minimum",
      period: ONE_MINUTE,
      evaluationPeriods: 5,
      threshold: props.minimumTasks,
      comparisonOperator: "LessThanThreshold",
      // A service without any task reports nothing at all.
      treatMissingData: "breaching",
    });
  }

  private alarmTopic(): SnsTopic {
    const { name, accountId, email } = this.props;
    // Not encrypted with AWS's own SNS key: CloudWatch may not use it, and alarms hold no secrets.
    const topic = new SnsTopic(this, "topic", { name: `${name}-alarms` });
    new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          sid: "AlarmsOfThisAccount",
          principals: { Service: "cloudwatch.amazonaws.com" },
          actions: ["sns:Publish"],
          resources: [topic.arn],
          conditions: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ]),
    });
    if (email) new SnsTopicSubscription(this, "email", { topicArn: topic.arn, protocol: "email", endpoint: email });
    return topic;
  }

  /** Alarms when the given counts exceed a share of all requests over five minutes. */
  private rateAlarm(id: string, counts: readonly string[], percent: number, alarmDescription: string): void {
    const metric = (metricId: string, metricName: string) => ({
      id: metricId,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: { ...this.props.metrics.loadBalancer },
        period: FIVE_MINUTES,
        stat: "Sum",
      },
    });
    const sum = counts.map((_, index) => `FILL(count${index + 1}, 0)`).join(" + ");
    this.alarm(id, {
      alarmDescription,
      metricQuery: [
        {
          id: "rate",
          label: "Percent of requests",
          expression: `IF(requests >= ${FEWEST_REQUESTS}, 100 * (${sum}) / requests, 0)`,
          returnData: true,
        },
        metric("requests", "RequestCount"),
        ...counts.map((count, index) => metric(`count${index + 1}`, count)),
      ],
      threshold: percent,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }

  private alarm(
    id: string,
    config: Omit<CloudwatchMetricAlarmConfig, "alarmName" | "evaluationPeriods"> & {
      readonly evaluationPeriods?: number;
    },
  ): void {
    new CloudwatchMetricAlarm(this, id, {
      alarmName: `${this.props.name}-${id}`,
      alarmActions: [this.topic.arn],
      okActions: [this.topic.arn],
      evaluationPeriods: 2,
      ...config,
    });
  }
}
