import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";
import { terraformJson } from "../policy/terraform-json";

export interface QueueProps {
  readonly name: string;
  /** How often a message is delivered before it goes to the dead-letter queue. */
  readonly attempts: number;
  /** Seconds that a consumer has for a message before it is delivered again. */
  readonly visibilityTimeoutSeconds: number;
  /** Days after which a message that nobody consumed is lost, 1 to 14. */
  readonly retentionDays: number;
}

const DAY_SECONDS = 86_400;
/** As long as SQS allows: a message keeps the time that it was sent at when it becomes a dead letter, and somebody must still find it. */
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
const DEAD_LETTER_RETENTION_DAYS = 14;
/** The longest that SQS lets a consumer wait for a message: fewer empty answers, which are billed like full ones. */
const LONG_POLL_SECONDS = 20;

/** An SQS queue, and a second one for messages that were delivered too often. Both encrypted, both over TLS only. */
export class Queue extends Construct {
  readonly queue: SqsQueue;
  readonly deadLetters: SqsQueue;

  constructor(scope: Construct, id: string, { name, attempts, visibilityTimeoutSeconds, retentionDays }: QueueProps) {
    super(scope, id);
    this.deadLetters = new SqsQueue(this, "dead-letters", {
      name: `${name}-dead-letters`,
      messageRetentionSeconds: DEAD_LETTER_RETENTION_DAYS * DAY_SECONDS,
      sqsManagedSseEnabled: true,
    });
    this.queue = new SqsQueue(this, "Queue", {
      name,
      visibilityTimeoutSeconds,
      messageRetentionSeconds: retentionDays * DAY_SECONDS,
      receiveWaitTimeSeconds: LONG_POLL_SECONDS,
      sqsManagedSseEnabled: true,
      redrivePolicy: terraformJson({ deadLetterTargetArn: this.deadLetters.arn, maxReceiveCount: attempts }),
    });
    // No other queue sends its dead letters here.
    new SqsQueueRedriveAllowPolicy(this, "redrive", {
      queueUrl: this.deadLetters.url,
      redriveAllowPolicy: terraformJson({ redrivePermission: "byQueue", sourceQueueArns: [this.queue.arn] }),
    });
    this.overTlsOnly("Policy", this.queue);
    this.overTlsOnly("dead-letters-policy", this.deadLetters);
  }

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
  private overTlsOnly(id: string, queue: SqsQueue): void {
    new SqsQueuePolicy(this, id, {
      queueUrl: queue.url,
      policy: policyDocument([
        {
          sid: "OverTlsOnly",
          effect: "Deny",
          principals: "*",
          actions: ["sqs:*"],
          resources: [queue.arn],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
  }
}
