import type { PolicyStatement } from "../policy/policy-document";
import { constantCase } from "../stack/constant-case";
import { text } from "../stack/contract";
import { pascalCase } from "../stack/pascal-case";
import { type DataKind, published } from "./data-kind";
import { noGrant } from "./grant";
import type { Table } from "./table";

export type TableVerb = "read" | "write" | "read-write";

/** What a grant must know of a table beyond its outputs. */
export interface TableDescription {
  readonly indexes?: Readonly<Record<string, unknown>>;
}

// Transactions need the rights of the operations they are made of:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
const READ = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query", "Scan"];
const WRITE = ["BatchWriteItem", "DeleteItem", "DescribeTable", "PutItem", "UpdateItem"];
/** The only operations that take an index. */
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
const READ_INDEX = ["Query", "Scan"];

/** DynamoDB tables: the table's name as `NOTES_TABLE_NAME`, and rights to its items, never to the table itself. */
export const tableKind: DataKind<TableVerb, Table, TableDescription> = {
  verbs: ["read", "write", "read-write"],

  outputs: (key) => ({
    [`${key}TableName`]: text(`DynamoDB table of ${key}`),
    [`${key}TableArn`]: text(`ARN of the DynamoDB table of ${key}`),
  }),

  values: (key, { table }) => ({ [`${key}TableName`]: table.name, [`${key}TableArn`]: table.arn }),

  grant(verb, key, outputs, { indexes = {} }) {
    const arn = published(outputs, `${key}TableArn`);
    const statement = (what: string, operations: readonly string[], resource: string): PolicyStatement => ({
      sid: `${pascalCase(key)}${what}`,
      actions: operations.map((operation) => `dynamodb:${operation}`),
      resources: [resource],
    });
    const reads = verb !== "write";
    return {
      ...noGrant,
      statements: [
        ...(reads ? [statement("Read", READ, arn)] : []),
        ...(reads && Object.keys(indexes).length > 0 ? [statement("ReadIndexes", READ_INDEX, `${arn}/index/*`)] : []),
        ...(verb !== "read" ? [statement("Write", WRITE, arn)] : []),
      ],
      variables: { [`${constantCase(key)}_TABLE_NAME`]: published(outputs, `${key}TableName`) },
      endpoints: ["dynamodb"],
    };
  },
};
