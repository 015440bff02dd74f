import type { GateResult, Violation } from "../../gates/policy";
import type { Review } from "../../review/model";
import { isRisky } from "../../risk/finding";
import { byStakes } from "../../risk/stakes";
import { groupedViolations } from "../alike";
import { groupedLines, priceText, shortened, topLine, unjudgedText } from "../text";
import { code, plain } from "./escape";
import { type Folded, fold, type Piece } from "./folding";
import { groupedRiskTable, type Risk, riskLines, riskTable } from "./risks";
import { stackPieces } from "./stack-pieces";

/** What a comment on a pull request holds. */
const LONGEST_COMMENT = 65_536;
/** Room for the sentence that says what was folded. */
const NOTE_LENGTH = 500;
const LONGEST_WARNING = 300;
/** What may be folded, in the order in which it is told. */
const KINDS = ["lists of attributes", "lists of names", "changes without risk", "drifted resources", "outputs"];
const HARMLESS = "changes without risk";
const RISKY = "risky changes";
const ELSEWHERE = "The HTML review has everything.";

export interface MarkdownOptions {
  /** What a policy says of the review. */
  readonly gates?: GateResult;
  /** Characters; default: what a comment on GitHub holds. */
  readonly longest?: number;
}

/** The review as a comment. What matters least is folded until it fits, and said to be; what is risky never is. */
export function markdownReview(review: Review, { gates, longest = LONGEST_COMMENT }: MarkdownOptions = {}): string {
  const title = `### ${plain(topLine(review))}`;
  const risks = risksOf(review);
  const unjudged = unjudgedText(review);
  const head = [title, ...(unjudged ? ["", `⚠️ ${plain(unjudged)}`] : []), ...gateLines(gates), ...riskTable(risks)];
  const prices = priceText(review);
  const pieces = [
    ...head.map((text): Piece => ({ text, rank: 0 })),
    ...review.stacks.flatMap(stackPieces),
    ...(prices ? [{ text: `\n_${plain(prices)}_`, rank: 0 }] : []),
  ];
  const folded = fold(pieces, longest - NOTE_LENGTH);
  if (folded) return `${folded.text}${noteOf(folded)}`;
  for (const perStack of [true, false]) {
    const table = [title, ...(unjudged ? ["", `⚠️ ${plain(unjudged)}`] : []), ...groupedRiskTable(risks, perStack)];
    const grouped = fold(
      [
        ...table.map((text): Piece => ({ text, rank: 0 })),
        ...warningPieces(review, gates),
        ...riskLines(risks).map((text): Piece => ({ text, rank: 2, ...(text && { kind: RISKY }) })),
        ...riskLines(harmlessOf(review)).map((text): Piece => ({ text, rank: 3, ...(text && { kind: HARMLESS }) })),
      ],
      longest - NOTE_LENGTH,
    );
    if (grouped) return `${grouped.text}${groupedNote(grouped, risks.length)}`;
  }
  return `${shortened(title, longest - NOTE_LENGTH)}\n\n_Nothing else fits. ${ELSEWHERE}_\n`;
}

/** The riskiest of all stacks first. */
function risksOf(review: Review): Risk[] {
  return changesOf(review, isRisky);
}

function harmlessOf(review: Review): Risk[] {
  return changesOf(review, (resource) => !isRisky(resource) && resource.findings.length > 0);
}

function changesOf({ stacks }: Review, isMeant: (resource: Risk["resource"]) => boolean): Risk[] {
  const changes = stacks.flatMap(({ id, resources }) =>
    resources.filter(isMeant).map((resource) => ({ stack: id, resource })),
  );
  return byStakes(changes, ({ resource }) => resource);
}

function warningPieces({ stacks }: Review, gates: GateResult | undefined): Piece[] {
  const warnings = stacks.flatMap(({ id, caveats, failedChecks }) =>
    [...groupedLines(caveats), ...failedChecks].map(
      (text) => `- ⚠️ ${plain(shortened(`${id}: ${text}`, LONGEST_WARNING))}`,
    ),
  );
  return [...gateLines(gates), "", ...warnings].map((text) => ({ text, rank: 1, ...(text && { kind: "warnings" }) }));
}

function gateLines({ forbidden, needsApproval }: GateResult = { forbidden: [], needsApproval: [] }): string[] {
  const line = (mark: string, { rule, resource, message }: Violation) =>
    `- ${mark} (${code(rule)}) ${plain(shortened(`${resource}: ${message}`, LONGEST_WARNING))}`;
  const lines = [
    ...groupedViolations(forbidden).map((violation) => line("⛔ **forbidden**", violation)),
    ...groupedViolations(needsApproval).map((violation) => line("✋ **needs an approval**", violation)),
  ];
  return lines.length > 0 ? ["", ...lines] : [];
}

function noteOf({ left }: Folded): string {
  if (left.size === 0) return "";
  const counts = KINDS.flatMap((kind) => (left.has(kind) ? [`${left.get(kind)} ${kind}`] : []));
  return `\n_Folded to fit: ${counts.join(", ")}. ${ELSEWHERE}_\n`;
}

function groupedNote({ left }: Folded, risks: number): string {
  const unlisted = left.get(RISKY) ?? 0;
  const listed =
    unlisted < risks ? `the first ${risks - unlisted} of ${risks} that are risky are listed` : "none is listed";
  const folded = [left.get("warnings"), left.get(HARMLESS)].flatMap((count, index) =>
    count ? [`${count} ${index === 0 ? "warnings" : HARMLESS}`] : [],
  );
  return `\n_Folded to fit: every change is counted above, ${[listed, ...folded].join("; ")}. ${ELSEWHERE}_\n`;
}
