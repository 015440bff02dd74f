import type { Review, RiskLevel } from "../review/model";

const LEVELS: Readonly<Record<RiskLevel, "error" | "warning" | "note">> = {
  "data loss": "error",
  outage: "error",
  access: "warning",
  cost: "note",
  change: "note",
  cosmetic: "note",
};

/** SARIF 2.1.0 for code scanning: one result per finding that is more than a plain change. */
export function sarifReview(review: Review): string {
  const results = review.stacks.flatMap(({ id, resources }) =>
    resources.flatMap(({ address, findings }) =>
      findings
        .filter(({ level }) => level !== "change" && level !== "cosmetic")
        .map(({ level, rule, reason }) => ({
          ruleId: rule,
          level: LEVELS[level],
          message: { text: `${address}: ${reason}` },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: `${encodeURIComponent(id)}/cdk.tf.json` } },
              logicalLocations: [{ fullyQualifiedName: `${id}/${address}`, kind: "resource" }],
            },
          ],
        })),
    ),
  );
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort().map((id) => ({ id }));
  const driver = { name: "plan-review", rules };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
