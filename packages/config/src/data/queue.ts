import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { constantCase } from "../naming";
import { refusal } from "../schema/refusal";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
const MOST_ATTEMPTS = 1000;
const LONGEST_INVISIBILITY_SECONDS = 43_200;
const LONGEST_RETENTION_DAYS = 14;
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
const LONGEST_NAME = 80;
const DEAD_LETTERS = "dead-letters";

const queueName = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,80}$/,
    refusal("is not the name of a standard queue; use at most 80 letters, digits, - and _, and no URL or ARN"),
  );

/** SQS queue with a dead-letter queue. */
export const queueKind = {
  title: "SQS queue, with a dead-letter queue for messages that fail",
  verbs: ["send", "receive"],
  description: z.strictObject({
    kind: z.literal("queue"),
    attempts: z
      .number()
      .int()
      .min(1)
      .max(MOST_ATTEMPTS)
      .default(5)
      .describe("How often a message is delivered before it goes to the dead-letter queue."),
    visibilityTimeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(LONGEST_INVISIBILITY_SECONDS)
      .default(60)
      .describe("Seconds that a consumer has for a message before it is delivered again; longer than the work takes."),
    retentionDays: z
      .number()
      .int()
      .min(1)
      .max(LONGEST_RETENTION_DAYS)
      .default(4)
      .describe("Days after which a message that nobody consumed is lost. The dead-letter queue keeps 14 days."),
  }),
  place: z.strictObject({
    existing: z
      .strictObject({
        name: queueName.describe("Name of a queue that exists already, encrypted with SQS's own key."),
        deadLetterName: queueName
          .optional()
          .describe("Name of its dead-letter queue. Default: unknown, then no alarm tells of dead letters."),
      })
      .optional()
      .describe("A queue that exists already in account and region. Default: the data stack creates one."),
  }),
  /** The names that AWS limits most, made of the queue's own. */
  limitedNames: (name: string) => [{ what: "queue", name: `${name}-${DEAD_LETTERS}`, most: LONGEST_NAME }],
  /** Variables that a service which uses the queue gets. */
  variables: (key: string): string[] => [`${constantCase(key)}_QUEUE_NAME`, `${constantCase(key)}_QUEUE_URL`],
} as const;

export type QueueDescription = DeepReadonly<Omit<z.input<typeof queueKind.description>, "kind">>;

/** A queue whose messages one worker consumes: `queue({ attempts: 3 })`. */
export function queue(description: QueueDescription = {}): QueueDescription & { readonly kind: "queue" } {
  return { kind: "queue", ...description };
}
