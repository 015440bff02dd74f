import { constantCase } from "../stack/constant-case";
import { text } from "../stack/contract";
import { pascalCase } from "../stack/pascal-case";
import { type DataKind, published } from "./data-kind";
import type { ExistingQueue } from "./existing-queue";
import { noGrant } from "./grant";
import type { Queue } from "./queue";

export type QueueVerb = "send" | "receive";

// Batches need the rights of the single operations: there is no action for them.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
const FIND = ["GetQueueAttributes", "GetQueueUrl"];
const ACTIONS: Readonly<Record<QueueVerb, readonly string[]>> = {
  send: [...FIND, "SendMessage"],
  receive: ["ChangeMessageVisibility", "DeleteMessage", ...FIND, "ReceiveMessage"],
};

/** SQS queues: name and URL as `JOBS_QUEUE_NAME` and `JOBS_QUEUE_URL`, and the right to send or to receive, never to the queue itself. */
export const queueKind: DataKind<QueueVerb, Queue | ExistingQueue> = {
  verbs: ["send", "receive"],

  outputs: (key) => ({
    [`${key}QueueName`]: text(`SQS queue ${key}`),
    [`${key}QueueUrl`]: text(`URL of the SQS queue ${key}`),
    [`${key}QueueArn`]: text(`ARN of the SQS queue ${key}`),
    [`${key}DeadLetterQueueName`]: text(`Queue of messages of ${key} that were delivered too often; empty if unknown`),
  }),

  values: (key, { queue, deadLetters }) => ({
    [`${key}QueueName`]: queue.name,
    [`${key}QueueUrl`]: queue.url,
    [`${key}QueueArn`]: queue.arn,
    [`${key}DeadLetterQueueName`]: deadLetters?.name ?? "",
  }),

  grant: (verb, key, outputs) => ({
    ...noGrant,
    statements: [
      {
        sid: `${pascalCase(key)}${pascalCase(verb)}`,
        actions: ACTIONS[verb].map((action) => `sqs:${action}`),
        resources: [published(outputs, `${key}QueueArn`)],
      },
    ],
    variables: {
      [`${constantCase(key)}_QUEUE_NAME`]: published(outputs, `${key}QueueName`),
      [`${constantCase(key)}_QUEUE_URL`]: published(outputs, `${key}QueueUrl`),
    },
    endpoints: ["sqs"],
  }),
};

/** Names under which CloudWatch keeps the metrics of a queue, from what its stack publishes. */
export function queueNames(key: string, outputs: Readonly<Record<string, string>>) {
  return {
    name: published(outputs, `${key}QueueName`),
    deadLetterName: published(outputs, `${key}DeadLetterQueueName`),
  };
}
