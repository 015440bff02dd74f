import { oneStack } from "../testing/one-stack";
import { Queue } from "./queue";

const { resource } = oneStack((stack) => {
  new Queue(stack, "jobs", { name: "shop-test-jobs", attempts: 3, visibilityTimeoutSeconds: 90, retentionDays: 4 });
});
const queue = resource.aws_sqs_queue?.jobs;
const deadLetters = resource.aws_sqs_queue?.jobs_dead_letters;

describe("Queue", () => {
  it("delivers a message as often as it is told, and then leaves it to the dead-letter queue", () => {
    expect(queue).toMatchObject({ name: "shop-test-jobs", visibility_timeout_seconds: 90 });
    expect(JSON.parse(queue?.redrive_policy)).toEqual({
      deadLetterTargetArn: "${aws_sqs_queue.jobs_dead_letters.arn}",
      maxReceiveCount: 3,
    });
  });

  it("keeps dead letters as long as SQS can, which is longer than messages wait", () => {
    expect([queue?.message_retention_seconds, deadLetters?.message_retention_seconds]).toEqual([345_600, 1_209_600]);
  });

  it("takes dead letters of no other queue", () => {
    const { queue_url, redrive_allow_policy } = resource.aws_sqs_queue_redrive_allow_policy?.jobs_redrive ?? {};
    expect(queue_url).toBe("${aws_sqs_queue.jobs_dead_letters.url}");
    expect(JSON.parse(redrive_allow_policy)).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: ["${aws_sqs_queue.jobs.arn}"],
    });
  });

  it("lets consumers wait for a message instead of asking again and again", () => {
    expect(queue?.receive_wait_time_seconds).toBe(20);
  });

  it.each(["jobs", "jobs_dead_letters"])("encrypts %s and refuses whoever comes without TLS", (name) => {
    expect(resource.aws_sqs_queue?.[name]?.sqs_managed_sse_enabled).toBe(true);
    const address = name === "jobs" ? "jobs" : "jobs_dead_letters_policy";
    const { queue_url, policy } = resource.aws_sqs_queue_policy?.[address] ?? {};
    expect(queue_url).toBe(`\${aws_sqs_queue.${name}.url}`);
    expect(JSON.parse(policy).Statement).toEqual([
      {
        Sid: "OverTlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["sqs:*"],
        Resource: [`\${aws_sqs_queue.${name}.arn}`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});
