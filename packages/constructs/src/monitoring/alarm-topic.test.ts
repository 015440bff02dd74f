import { oneStack } from "../testing/one-stack";
import { AlarmTopic } from "./alarm-topic";

const topic = (email?: string) =>
  oneStack((stack) => {
    new AlarmTopic(stack, "alarms", { name: "flask-test", accountId: "111111111111", email });
  }).resource;

describe("AlarmTopic", () => {
  it("takes messages of CloudWatch in this account only, and of EventBridge's rules", () => {
    expect(JSON.parse(topic().aws_sns_topic_policy?.alarms?.policy).Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
      { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: ["sns:Publish"] },
    ]);
  });

  it("is mailed where an address is given, to nobody otherwise", () => {
    expect(topic().aws_sns_topic_subscription).toBeUndefined();
    expect(topic("ops@example.org").aws_sns_topic_subscription?.alarms_email).toMatchObject({
      topic_arn: "${aws_sns_topic.alarms.arn}",
      protocol: "email",
      endpoint: "ops@example.org",
    });
  });
});
