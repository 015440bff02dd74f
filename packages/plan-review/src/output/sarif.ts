import { createHash } from "node:crypto";
import type { Review } from "../review/model";
import type { Finding, RiskLevel } from "../risk/finding";
import { meaningOf } from "../risk/rules";
import { stakesIn } from "../risk/stakes";

const LEVELS: Readonly<Record<RiskLevel, "error" | "warning" | "note">> = {
  "data loss": "error",
  outage: "error",
  access: "warning",
  cost: "note",
  change: "note",
  cosmetic: "note",
};
const REPORTED = new Set<RiskLevel>(["data loss", "outage", "access", "cost"]);
/** Code scanning takes no more of one run; https://docs.github.com/en/code-security/reference/code-scanning/sarif-files */
const MOST_RESULTS = 25_000;

interface Located extends Finding {
  readonly stack: string;
  readonly address: string;
}

/** SARIF 2.1.0 for code scanning: one result per finding that is more than a plain change, worst first. */
export function sarifReview(review: Review): string {
  const found = findings(review);
  const rules = [...new Set(found.map(({ rule }) => rule))].sort();
  const driver = {
    name: "plan-review",
    rules: rules.map((id) => ({ id, shortDescription: { text: meaningOf(id) } })),
  };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results: found.map((one) => result(one, rules.indexOf(one.rule))) }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function findings({ stacks }: Review): Located[] {
  return stacks
    .flatMap(({ id, resources }) =>
      resources.flatMap(({ address, findings: list }) => list.map((one) => ({ ...one, stack: id, address }))),
    )
    .filter(({ level }) => REPORTED.has(level))
    .sort((a, b) => stakesIn(a) - stakesIn(b))
    .slice(0, MOST_RESULTS);
}

function result({ stack, address, level, rule, reason }: Located, ruleIndex: number): object {
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[level],
    message: { text: `${address}: ${reason}` },
    locations: [
      {
        physicalLocation: {
          // There is no place in the sources: the plan of the stack stands for it.
          artifactLocation: { uri: `${uriOf(stack)}.json` },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: `${stack}/${address}`, kind: "resource" }],
      },
    ],
    partialFingerprints: { "planReview/v1": fingerprint(stack, address, rule, reason) },
  };
}

function uriOf(stack: string): string {
  // A lone surrogate cannot be encoded.
  return stack
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

/** Holds one alert together from one plan to the next. */
function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);
}
