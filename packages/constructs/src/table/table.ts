import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { PolicyStatement } from "../policy/policy-document";

export interface TableProps {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Refuses deletion, by Terraform and by hand. */
  readonly deletionProtected: boolean;
  /** Continuous backups of the last 35 days, billed by size. */
  readonly pointInTimeRecovery: boolean;
}

/** A DynamoDB table with text keys, billed per request. */
export class Table extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const { name, partitionKey, sortKey, deletionProtected, pointInTimeRecovery } = props;
    this.table = new DynamodbTable(this, "table", {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: partitionKey,
      rangeKey: sortKey,
      attribute: [
        { name: partitionKey, type: "S" },
        { name: sortKey, type: "S" },
      ],
      deletionProtectionEnabled: deletionProtected,
      pointInTimeRecovery: { enabled: pointInTimeRecovery },
      // Without a key of ours DynamoDB encrypts with its own; `enabled` would choose the billed AWS-managed one.
      serverSideEncryption: { enabled: false },
    });
  }

  /** What a task needs to list, add and delete items of this table and to see that it is there; nothing more. */
  grantItems(): PolicyStatement[] {
    return [
      {
        sid: "Items",
        actions: [
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
        ],
        resources: [this.table.arn],
      },
    ];
  }
}
