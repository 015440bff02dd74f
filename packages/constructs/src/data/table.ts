import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

/** Type of a key attribute. */
export type KeyType = "string" | "number" | "binary";

export interface TableIndex {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Attributes that the index holds, stored and written a second time: the keys, and these. Default: all. */
  readonly projection?: "all" | "keys-only" | readonly string[];
}

export interface TableProps {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Types of key attributes that are not strings. */
  readonly keyTypes?: Readonly<Record<string, KeyType>>;
  /** Global secondary indexes by name. */
  readonly indexes?: Readonly<Record<string, TableIndex>>;
  /** Attribute with the second (Unix time) after which DynamoDB deletes the item, some time within days. */
  readonly timeToLive?: string;
  /** Refuses deletion, by Terraform and by hand. */
  readonly deletionProtected: boolean;
  /** Continuous backups of the last 35 days, billed by size. */
  readonly pointInTimeRecovery: boolean;
  /** Most read units a second, of the table and of each index. Default: AWS's own limit. */
  readonly maximumReadUnits?: number;
  /** Most write units a second, of the table and of each index. Default: AWS's own limit. */
  readonly maximumWriteUnits?: number;
}

/** DynamoDB's own words. */
const TYPES = { string: "S", number: "N", binary: "B" } as const;

/** A DynamoDB table, billed per request. */
export class Table extends Construct {
  readonly table: DynamodbTable;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const { name, partitionKey, sortKey, keyTypes = {}, indexes = {}, timeToLive } = props;
    const keys = [
      partitionKey,
      sortKey,
      ...Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey]),
    ];
    this.table = new DynamodbTable(this, "Table", {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: partitionKey,
      rangeKey: sortKey,
      ...throughput(props),
      // DynamoDB wants the attributes of keys declared, each once, and no others.
      attribute: [...new Set(keys.filter((key) => key !== undefined))]
        .sort()
        .map((key) => ({ name: key, type: TYPES[keyTypes[key] ?? "string"] })),
      globalSecondaryIndex: Object.entries(indexes)
        .sort()
        .map(([index, { partitionKey, sortKey, projection }]) => ({
          name: index,
          hashKey: partitionKey,
          rangeKey: sortKey,
          ...projected(projection),
          ...throughput(props),
        })),
      ...(timeToLive ? { ttl: { attributeName: timeToLive, enabled: true } } : {}),
      deletionProtectionEnabled: props.deletionProtected,
      pointInTimeRecovery: { enabled: props.pointInTimeRecovery },
      // Without a key of ours DynamoDB encrypts with its own; `enabled` would choose the billed AWS-managed one.
      serverSideEncryption: { enabled: false },
    });
  }
}

/** Limits of one table or index. */
function throughput({ maximumReadUnits, maximumWriteUnits }: TableProps) {
  if (maximumReadUnits === undefined && maximumWriteUnits === undefined) return {};
  return { onDemandThroughput: { maxReadRequestUnits: maximumReadUnits, maxWriteRequestUnits: maximumWriteUnits } };
}

function projected(projection: TableIndex["projection"] = "all") {
  if (projection === "all") return { projectionType: "ALL" };
  if (projection === "keys-only") return { projectionType: "KEYS_ONLY" };
  return { projectionType: "INCLUDE", nonKeyAttributes: [...projection] };
}
