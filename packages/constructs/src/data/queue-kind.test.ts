import { oneStack } from "../testing/one-stack";
import { rightsOf } from "../testing/rights";
import { meaningless } from "../testing/service-authorization";
import { ExistingQueue } from "./existing-queue";
import { Queue } from "./queue";
import { type QueueVerb, queueKind, queueNames } from "./queue-kind";

const ARN = "arn:aws:sqs:eu-central-1:111111111111:shop-test-jobs";
const URL = "https://sqs.eu-central-1.amazonaws.com/111111111111/shop-test-jobs";
const published = {
  jobsQueueName: "shop-test-jobs",
  jobsQueueUrl: URL,
  jobsQueueArn: ARN,
  jobsDeadLetterQueueName: "shop-test-jobs-dead-letters",
};
const grant = (verb: QueueVerb) => queueKind.grant(verb, "jobs", published, {});

describe("a grant of a queue", () => {
  it.each<[QueueVerb, object]>([
    ["send", { "sqs:GetQueueAttributes": [ARN], "sqs:GetQueueUrl": [ARN], "sqs:SendMessage": [ARN] }],
    [
      "receive",
      {
        "sqs:ChangeMessageVisibility": [ARN],
        "sqs:DeleteMessage": [ARN],
        "sqs:GetQueueAttributes": [ARN],
        "sqs:GetQueueUrl": [ARN],
        "sqs:ReceiveMessage": [ARN],
      },
    ],
  ])("to %s holds exactly these actions on exactly this queue", (verb, rights) => {
    expect(rightsOf(grant(verb).statements)).toEqual(rights);
  });

  it.each(queueKind.verbs)("to %s means to AWS what it says", async (verb) => {
    const against = await Promise.all(grant(verb).statements.map(meaningless));
    expect(against.flat()).toEqual([]);
  });

  it("to send and one to receive stand beside each other in one policy", () => {
    const sids = queueKind.verbs.flatMap((verb) => grant(verb).statements.map(({ sid }) => sid));
    expect(sids).toEqual(["JobsSend", "JobsReceive"]);
  });

  it.each(queueKind.verbs)("to %s tells the application the queue's name and URL, by the key", (verb) => {
    expect(grant(verb)).toMatchObject({
      variables: { JOBS_QUEUE_NAME: "shop-test-jobs", JOBS_QUEUE_URL: URL },
      secrets: {},
      connections: [],
      endpoints: ["sqs"],
    });
  });

  it("works from what the queue's stack publishes, and says so when that is missing", () => {
    const { locals } = oneStack((stack) => {
      const queue = new Queue(stack, "jobs", {
        name: "jobs",
        attempts: 3,
        visibilityTimeoutSeconds: 30,
        retentionDays: 4,
      });
      stack.show(queueKind.values("jobs", queue));
    });
    expect(locals).toEqual({
      jobsQueueName: "${aws_sqs_queue.jobs.name}",
      jobsQueueUrl: "${aws_sqs_queue.jobs.url}",
      jobsQueueArn: "${aws_sqs_queue.jobs.arn}",
      jobsDeadLetterQueueName: "${aws_sqs_queue.jobs_dead_letters.name}",
    });
    expect(Object.keys(queueKind.outputs("jobs")).sort()).toEqual(Object.keys(locals).sort());
    expect(() => queueKind.grant("send", "mails", published, {})).toThrow(
      'the stack of the data publishes no "mailsQueueArn"',
    );
  });

  it("is the same of a queue that exists, which nothing creates", () => {
    const { locals, resource } = oneStack((stack) => {
      stack.show(queueKind.values("jobs", new ExistingQueue(stack, "jobs", { name: "team-jobs" })));
    });
    expect(resource).toEqual({});
    expect(locals).toMatchObject({ jobsQueueUrl: "${data.aws_sqs_queue.jobs.url}", jobsDeadLetterQueueName: "" });
  });

  it("comes with the names that CloudWatch knows the queue by", () => {
    expect(queueNames("jobs", published)).toEqual({
      name: "shop-test-jobs",
      deadLetterName: "shop-test-jobs-dead-letters",
    });
  });
});
