import { oneStack } from "../testing/one-stack";
import { ScheduleAlarms } from "./schedule-alarms";

describe("ScheduleAlarms", () => {
  it("tell the topic as long as a failed run lies in the queue", () => {
    const { resource } = oneStack((stack) => {
      new ScheduleAlarms(stack, "alarm", {
        name: "flask-test-report",
        topicArn: "arn:topic",
        failuresQueueName: "flask-test-report-failures",
      });
    });
    expect(resource.aws_cloudwatch_metric_alarm).toMatchObject({
      alarm_failures: {
        alarm_name: "flask-test-report-failures",
        alarm_actions: ["arn:topic"],
        ok_actions: ["arn:topic"],
        metric_name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "flask-test-report-failures" },
        threshold: 0,
        comparison_operator: "GreaterThanThreshold",
        treat_missing_data: "notBreaching",
      },
    });
  });
});
