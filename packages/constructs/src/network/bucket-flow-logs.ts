import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { LogBucket } from "../logs/log-bucket";
import type { PolicyStatement } from "../policy/policy-document";
import type { FlowLogsProps } from "./flow-logs";

/** Ten minutes, the longest: fewer records than by the minute. */
const AGGREGATION_SECONDS = 600;

/** Records every accepted and refused connection of the VPC in a bucket of its own: for environments whose logs nobody searches by the minute. */
export class BucketFlowLogs extends Construct {
  constructor(scope: Construct, id: string, { vpc, name, accountId, region, retentionDays }: FlowLogsProps) {
    super(scope, id);
    const { bucketArn, policy } = new LogBucket(this, "logs", {
      bucketName: `${name}-flow-logs-${accountId}`,
      retentionDays,
      delivery: (arn) => delivery(arn, { accountId, region }),
    });
    new FlowLog(this, "FlowLog", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: bucketArn,
      maxAggregationInterval: AGGREGATION_SECONDS,
      tags: { Name: name },
      dependsOn: [policy],
    });
  }
}

// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
function delivery(
  bucketArn: string,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): PolicyStatement[] {
  const fromHere = {
    principals: { Service: "delivery.logs.amazonaws.com" },
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${accountId}:*` },
    },
  };
  return [
    {
      sid: "FlowLogDelivery",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${accountId}/*`],
      ...fromHere,
    },
    { sid: "FlowLogDeliveryCheck", actions: ["s3:GetBucketAcl"], resources: [bucketArn], ...fromHere },
  ];
}
