import { join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";

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
  return generator.createSchema("Review");
}
