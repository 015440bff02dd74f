import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface TableAlarmsProps extends AlarmsProps {
  readonly tableName: string;
  /** Names of its global secondary indexes. */
  readonly indexNames: readonly string[];
}

const FIVE_MINUTES = 300;

/** The alarm on requests that a DynamoDB table refuses because there are too many. */
export class TableAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: TableAlarmsProps) {
    super(scope, id, props);
    const counts = [undefined, ...props.indexNames].flatMap((index) =>
      ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) => ({ index, metricName })),
    );
    // The table's own counts leave those of its indexes out.
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html#WriteThrottleEvents
    const metrics = counts.map(({ index, metricName }, position) => ({
      id: `m${position}`,
      metric: {
        namespace: "AWS/DynamoDB",
        metricName,
        dimensions: {
          TableName: props.tableName,
          ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }),
        },
        period: FIVE_MINUTES,
        stat: "Sum",
      },
    }));
    this.alarm("throttled", {
      alarmDescription:
        "DynamoDB refuses requests to the table. Look for a key that most of them ask for, and at the limits that the environment sets.",
      metricQuery: [
        {
          id: "throttled",
          label: "Refused reads and writes",
          expression: metrics.map(({ id }) => `FILL(${id}, 0)`).join(" + "),
          returnData: true,
        },
        ...metrics,
      ],
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
  }
}
