import { DataAwsSqsQueue } from "@cdktf/provider-aws/lib/data-aws-sqs-queue";
import { Construct } from "constructs";

export interface ExistingQueueProps {
  readonly name: string;
  /** Default: not known; nothing then tells of messages that were delivered too often. */
  readonly deadLetterName?: string;
}

/** An SQS queue that somebody else keeps, in this account and region. */
export class ExistingQueue extends Construct {
  readonly queue: DataAwsSqsQueue;
  readonly deadLetters: DataAwsSqsQueue | undefined;

  constructor(scope: Construct, id: string, { name, deadLetterName }: ExistingQueueProps) {
    super(scope, id);
    this.queue = new DataAwsSqsQueue(this, "Queue", { name });
    this.deadLetters =
      deadLetterName === undefined ? undefined : new DataAwsSqsQueue(this, "dead-letters", { name: deadLetterName });
  }
}
