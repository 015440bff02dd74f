import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { TableAlarms } from "./table-alarms";

const throttled = (indexNames: readonly string[]): Block | undefined =>
  oneStack((stack) => {
    new TableAlarms(stack, "notes", {
      name: "flask-test-notes",
      topicArn: "arn:topic",
      tableName: "notes",
      indexNames,
    });
  }).resource.aws_cloudwatch_metric_alarm?.notes_throttled;

describe("TableAlarms", () => {
  it("fire at the first refused read or write that comes again", () => {
    expect(throttled([])).toMatchObject({
      alarm_name: "flask-test-notes-throttled",
      alarm_actions: ["arn:topic"],
      threshold: 0,
      comparison_operator: "GreaterThanThreshold",
      evaluation_periods: 2,
      treat_missing_data: "notBreaching",
    });
  });

  it("count what is refused by the table and by each of its indexes", () => {
    const [sum, ...metrics] = throttled(["byAuthor"])?.metric_query ?? [];
    expect(sum.expression).toBe("FILL(m0, 0) + FILL(m1, 0) + FILL(m2, 0) + FILL(m3, 0)");
    expect(metrics.map(({ metric }: Block) => [metric.metric_name, metric.dimensions])).toEqual([
      ["ReadThrottleEvents", { TableName: "notes" }],
      ["WriteThrottleEvents", { TableName: "notes" }],
      ["ReadThrottleEvents", { TableName: "notes", GlobalSecondaryIndexName: "byAuthor" }],
      ["WriteThrottleEvents", { TableName: "notes", GlobalSecondaryIndexName: "byAuthor" }],
    ]);
  });
});
