import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { constantCase } from "../naming";

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
const attribute = z.string().min(1).max(255);

const index = z.strictObject({
  partitionKey: attribute.describe("Attribute that the index is partitioned by."),
  sortKey: attribute.optional().describe("Attribute that items of a partition are sorted by."),
  projection: z
    .union([z.enum(["all", "keys-only"]), z.array(attribute).min(1)])
    .default("all")
    .describe("Attributes that the index holds: `all`, `keys-only`, or a list of further ones."),
});

/** DynamoDB table, on demand. */
export const tableKind = {
  title: "DynamoDB table, billed per request",
  verbs: ["read", "write", "read-write"],
  description: z.strictObject({
    kind: z.literal("table"),
    partitionKey: attribute.describe("Attribute that items are partitioned by."),
    sortKey: attribute.optional().describe("Attribute that items of a partition are sorted by."),
    keyTypes: z
      .record(z.string(), z.enum(["string", "number", "binary"]))
      .default({})
      .describe("Types of key attributes that are not strings."),
    indexes: z.record(z.string(), index).default({}).describe("Global secondary indexes by name."),
    timeToLive: attribute.optional().describe("Attribute with the second (Unix time) after which an item is deleted."),
  }),
  place: z.strictObject({
    deletionProtected: z.boolean().describe("Refuses to delete the table."),
    pointInTimeRecovery: z.boolean().describe("Continuous backups of the last 35 days."),
  }),
  /** Variables that a service which uses the table gets. */
  variables: (key: string): string[] => [`${constantCase(key)}_TABLE_NAME`],
} as const;

export type TableDescription = DeepReadonly<Omit<z.input<typeof tableKind.description>, "kind">>;

/** A DynamoDB table: `table({ partitionKey: "board", sortKey: "id" })`. */
export function table(description: TableDescription): TableDescription & { readonly kind: "table" } {
  return { kind: "table", ...description };
}
