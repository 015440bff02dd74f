import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { constantCase } from "../naming";
import { plainText } from "../schema/plain-text";
import { refusal } from "../schema/refusal";
import { suggestion } from "../suggestion";

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
const attribute = plainText.max(255);

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
const MOST_INDEXES = 20;

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_OnDemandThroughput.html
const throughput = z.number().int().min(1).optional();

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
  description: z
    .strictObject({
      kind: z.literal("table"),
      partitionKey: attribute.describe("Attribute that items are partitioned by."),
      sortKey: attribute.optional().describe("Attribute that items of a partition are sorted by."),
      keyTypes: z
        .record(z.string(), z.enum(["string", "number", "binary"]))
        .default({})
        .describe("Types of key attributes that are not strings."),
      indexes: z
        .record(
          // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndex.html
          z
            .string()
            .regex(/^[\w.-]{3,255}$/, refusal("is not the name of an index; use 3 to 255 letters, digits and _.-")),
          index,
        )
        .refine((indexes) => Object.keys(indexes).length <= MOST_INDEXES, {
          error: `has more than the ${MOST_INDEXES} indexes that AWS allows; remove some`,
        })
        .default({})
        .describe("Global secondary indexes by name."),
      timeToLive: attribute
        .optional()
        .describe("Attribute with the second (Unix time) after which an item is deleted."),
    })
    .superRefine(checkKeyTypes),
  place: z.strictObject({
    deletionProtected: z.boolean().describe("Refuses to delete the table."),
    pointInTimeRecovery: z.boolean().describe("Continuous backups of the last 35 days."),
    maximumReadUnits: throughput.describe(
      "Most read units a second, of the table and of each index; more is refused. The ceiling of what reads can cost. Default: AWS's own limit.",
    ),
    maximumWriteUnits: throughput.describe(
      "Most write units a second, of the table and of each index; more is refused. The ceiling of what writes can cost. Default: AWS's own limit.",
    ),
  }),
  /** The names that AWS limits most, made of the table's own. */
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
  limitedNames: (name: string) => [{ what: "table", name, most: 255 }],
  /** Variables that a service which uses the table gets. */
  variables: (key: string): string[] => [`${constantCase(key)}_TABLE_NAME`],
} as const;

export type TableDescription = DeepReadonly<Omit<z.input<typeof tableKind.description>, "kind">>;

/** A DynamoDB table: `table({ partitionKey: "board", sortKey: "id" })`. */
export function table(description: TableDescription): TableDescription & { readonly kind: "table" } {
  return { kind: "table", ...description };
}

interface Keys {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/** DynamoDB knows the types of key attributes alone. */
function checkKeyTypes(
  table: Keys & { readonly keyTypes: object; readonly indexes: Readonly<Record<string, Keys>> },
  context: z.core.$RefinementCtx,
): void {
  const keys = [table, ...Object.values(table.indexes)].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  const known = [...new Set(keys)].filter((key) => key !== undefined);
  for (const key of Object.keys(table.keyTypes)) {
    if (known.includes(key)) continue;
    const message = `is no key of the table or of an index; ${suggestion(key, known)}`;
    context.addIssue({ code: "custom", path: ["keyTypes", key], message });
  }
}
