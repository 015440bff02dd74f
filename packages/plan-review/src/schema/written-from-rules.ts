import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RISK_LEVELS } from "../risk/finding";
import { levelOf, meaningOf, RULE_NAMES } from "../risk/rules";

const ROOT = join(__dirname, "../../../..");
/** What describes environments may not import what reviews plans, so it gets the names written down. */
export const GATE_FINDINGS_FILE = join(ROOT, "packages/config/src/schema/gate-findings.ts");
export const PAGE_FILE = join(ROOT, "docs/plan-review.md");
const [BEGIN, END] = ["<!-- rules: written by `pnpm accept` -->", "<!-- /rules -->"];

/** The levels and the rules, as the source of a list that gates are checked against. */
export function gateFindingsSource(): string {
  const names = [...new Set<string>([...RISK_LEVELS, ...RULE_NAMES])];
  return `// Written by \`pnpm accept\` from packages/plan-review/src/risk/rules.ts.

/** What the plan review finds, by risk and by rule. */
export const FINDINGS = [
${names.map((name) => `  ${JSON.stringify(name)},\n`).join("")}] as const;
`;
}

/** The page for operators, with the table of the rules as they are. */
export function pageWithRules(page = readFileSync(PAGE_FILE, "utf8")): string {
  const [before, rest = ""] = page.split(BEGIN);
  const after = rest.slice(rest.indexOf(END));
  const rows = RULE_NAMES.map((name) => `| \`${name}\` | ${levelOf(name)} | ${meaningOf(name)} |`);
  return `${before}${BEGIN}\n| finding | risk | what it means |\n| --- | --- | --- |\n${rows.join("\n")}\n${after}`;
}
