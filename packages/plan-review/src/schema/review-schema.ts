import { join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";
import { RULE_NAMES } from "../risk/rules";

const PACKAGE = join(__dirname, "../..");
export const SCHEMA_FILE = join(PACKAGE, "schema/review.schema.json");

/** The JSON schema of a review, from the types of its model. */
export function reviewSchema(): object {
  const generator = createGenerator({
    path: join(PACKAGE, "src/review/model.ts"),
    tsconfig: join(PACKAGE, "tsconfig.json"),
    type: "Review",
    schemaId: "urn:plan-review:review:1.0",
    skipTypeCheck: true,
    additionalProperties: false,
  });
  const schema = generator.createSchema("Review");
  return { ...schema, definitions: { ...schema.definitions, Finding: withRules(schema.definitions?.Finding) } };
}

/** Rules are found by functions whose types would go in a circle if they knew all names; the schema knows them. */
function withRules(finding: unknown): object {
  const { properties, ...rest } = finding as { properties: Readonly<Record<string, object>> };
  return { ...rest, properties: { ...properties, rule: { ...properties.rule, enum: RULE_NAMES } } };
}
