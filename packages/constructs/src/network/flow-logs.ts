import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { policyDocument, serviceTrustPolicy } from "../policy/policy-document";

export interface FlowLogsProps {
  readonly vpc: Vpc;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly retentionDays: number;
}

/** Records every accepted and refused connection of the VPC in CloudWatch Logs. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { vpc, name, accountId, retentionDays }: FlowLogsProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Group", { name: `/vpc/${name}`, retentionInDays: retentionDays });
    const role = new IamRole(this, "Role", {
      name: `${name}-flow-logs`,
      description: "Lets VPC flow logs write their log group",
      assumeRolePolicy: serviceTrustPolicy("vpc-flow-logs.amazonaws.com", accountId),
    });
    new IamRolePolicy(this, "Policy", {
      name: "write-log-group",
      role: role.id,
      policy: policyDocument([
        {
          sid: "WriteFlowLogs",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [`${group.arn}:*`],
        },
      ]),
    });
    new FlowLog(this, "FlowLog", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      tags: { Name: name },
    });
  }
}
