import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { WorkerAlarms, type WorkerAlarmsProps } from "./worker-alarms";

const alarms = (changes: Partial<WorkerAlarmsProps> = {}): Record<string, Block> =>
  oneStack((stack) => {
    new WorkerAlarms(stack, "alarm", {
      name: "shop-test-worker",
      topicArn: "arn:topic",
      service: { ClusterName: "shared", ServiceName: "shop-test-worker" },
      queue: { name: "shop-test-jobs", deadLetterName: "shop-test-jobs-dead-letters" },
      oldestMessageSeconds: 600,
      minimumTasks: 1,
      maximumTasks: 1,
      containerInsights: true,
      ...changes,
    });
  }).resource.aws_cloudwatch_metric_alarm ?? {};

describe("WorkerAlarms", () => {
  it("tell the topic when they start and when they end, all of them", () => {
    expect(Object.keys(alarms()).sort()).toEqual(["alarm_dead_letters", "alarm_oldest_message", "alarm_running_tasks"]);
    for (const { alarm_actions, ok_actions, alarm_name } of Object.values(alarms())) {
      expect([alarm_actions, ok_actions]).toEqual([["arn:topic"], ["arn:topic"]]);
      expect(alarm_name).toMatch(/^shop-test-worker-/);
    }
  });

  it("start at the first dead letter, and stand while one lies there", () => {
    expect(alarms().alarm_dead_letters).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "shop-test-jobs-dead-letters" },
      statistic: "Maximum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 1,
    });
  });

  it("start when a message is older than it should become", () => {
    expect(alarms().alarm_oldest_message).toMatchObject({
      metric_name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: "shop-test-jobs" },
      threshold: 600,
    });
  });

  it("start when fewer tasks run than at least, unless none is enough", () => {
    expect(alarms().alarm_running_tasks).toMatchObject({ metric_name: "RunningTaskCount", threshold: 1 });
    expect(alarms({ minimumTasks: 0 })).not.toHaveProperty("alarm_running_tasks");
  });

  it("leave out what nobody knows of", () => {
    expect(Object.keys(alarms({ queue: { name: "team-jobs" } }))).not.toContain("alarm_dead_letters");
    expect(Object.keys(alarms({ queue: undefined }))).toEqual(["alarm_running_tasks"]);
  });
});
