import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";
import { terraformJson } from "../policy/terraform-json";

export interface FailedRunsProps {
  readonly name: string;
  readonly clusterArn: string;
  /** ARN of the task definition without its revision. */
  readonly familyArn: string;
  /**
   * The container whose exit code tells, where others run beside it: those are stopped with it and may then end with
   * another code than 0. Default: any.
   */
  readonly containerName?: string;
}

/** The longest that SQS allows: 14 days. Somebody must still find it. */
const RETENTION_SECONDS = 1_209_600;

/**
 * A queue with a message for each run of a task that failed: it ended with another code than 0, or did not start. Scheduler
 * itself knows of tasks that ECS refused, and of nothing that happens afterwards.
 */
export class FailedRuns extends Construct {
  readonly queue: SqsQueue;

  constructor(scope: Construct, id: string, { name, clusterArn, familyArn, containerName }: FailedRunsProps) {
    super(scope, id);
    this.queue = new SqsQueue(this, "failures", {
      name: `${name}-failures`,
      messageRetentionSeconds: RETENTION_SECONDS,
      sqsManagedSseEnabled: true,
    });
    const rule = new CloudwatchEventRule(this, "failed", {
      name: `${name}-failed`,
      description: "Runs that ended with another code than 0, or did not start",
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
      eventPattern: terraformJson({
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: [clusterArn],
          taskDefinitionArn: [{ prefix: `${familyArn}:` }],
          lastStatus: ["STOPPED"],
          $or: [
            // Name and code are held against the same container: https://github.com/aws/event-ruler#json-array-matching
            {
              containers: {
                ...(containerName === undefined ? {} : { name: [containerName] }),
                exitCode: [{ "anything-but": [0] }],
              },
            },
            { stopCode: ["TaskFailedToStart"] },
          ],
        },
      }),
    });
    const policy = new SqsQueuePolicy(this, "failures-policy", {
      queueUrl: this.queue.url,
      policy: policyDocument([
        {
          sid: "OverTlsOnly",
          effect: "Deny",
          principals: "*",
          actions: ["sqs:*"],
          resources: [this.queue.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          sid: "FailedRuns",
          principals: { Service: "events.amazonaws.com" },
          actions: ["sqs:SendMessage"],
          resources: [this.queue.arn],
          conditions: { ArnEquals: { "aws:SourceArn": rule.arn } },
        },
      ]),
    });
    new CloudwatchEventTarget(this, "failed-target", { rule: rule.name, arn: this.queue.arn, dependsOn: [policy] });
  }
}
