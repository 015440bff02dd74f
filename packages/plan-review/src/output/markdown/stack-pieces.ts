import type { AttributeChange } from "../../difference/attributes";
import type { ResourceReview, StackReview } from "../../review/model";
import { isRisky } from "../../risk/finding";
import {
  byRisk,
  groupedLines,
  isQuiet,
  MARKS,
  remarks,
  shortened,
  summaryText,
  tellingFirst,
  valueText,
  waitingText,
} from "../text";
import { code, html, plain } from "./escape";
import type { Piece } from "./folding";
import { codeAddress, reasonsOf } from "./risks";

const LONGEST_VALUE = 200;
const LONGEST_NOTES = 600;
const MOST_READERS = 10;
const RANKS = { must: 0, riskyAttributes: 1, changes: 2, around: 3, attributes: 4, cosmetic: 5 } as const;

/** Everything that is told of a stack, in its order. */
export function stackPieces(stack: StackReview): Piece[] {
  const { id, resources, outputs, drift, caveats, failedChecks } = stack;
  const waiting = waitingText(stack);
  const must = (text: string): Piece => ({ text, rank: RANKS.must });
  const isOpen = resources.some(isRisky) || caveats.length + failedChecks.length > 0;
  return [
    must(
      `\n<details${isOpen ? " open" : ""}><summary><b>${html(id)}</b>: ${isQuiet(stack) ? "no changes" : summaryText(stack)}</summary>\n`,
    ),
    ...[...groupedLines(caveats), ...failedChecks].map((text) => must(`- ⚠️ ${plain(shortened(text, LONGEST_NOTES))}`)),
    ...(waiting ? [must(`- ${plain(shortened(waiting, LONGEST_NOTES))}`)] : []),
    ...byRisk(resources).flatMap(resourcePieces),
    ...drift.map(driftPiece),
    ...outputs.map(outputPiece),
    must("\n</details>"),
  ];
}

function resourcePieces(resource: ResourceReview): Piece[] {
  const { action, address, attributes, findings } = resource;
  const notes = shortened([reasonsOf(findings), ...remarks(resource)].filter(Boolean).join("; "), LONGEST_NOTES);
  const risky = isRisky(resource);
  const cosmetic = findings[0]?.level === "cosmetic";
  const head: Piece = {
    text: `- \`${MARKS[action]}\` ${codeAddress(address)}${notes ? `: ${plain(notes)}` : ""}`,
    rank: risky ? RANKS.must : cosmetic ? RANKS.cosmetic : RANKS.changes,
    kind: "changes without risk",
  };
  // All new or all gone: the address says it.
  if (attributes.length === 0 || action === "create" || action === "delete" || action === "read") return [head];
  return [
    head,
    {
      text: tellingFirst(attributes).flatMap(attributeLines).join("\n"),
      rank: risky ? RANKS.riskyAttributes : cosmetic ? RANKS.cosmetic : RANKS.attributes,
      kind: "lists of attributes",
      of: head,
    },
  ];
}

function attributeLines(attribute: AttributeChange): string[] {
  const forces = attribute.forcesReplacement ? " **forces replacement**" : "";
  return [
    `  - ${code(attribute.path)}: ${code(valueText(attribute), LONGEST_VALUE)}${forces}`,
    ...(attribute.details ?? []).map((detail) => `    - ${code(detail, LONGEST_VALUE)}`),
  ];
}

function driftPiece({ address, findings, action }: ResourceReview): Piece {
  const what = action === "delete" ? "was deleted outside of Terraform" : "differs from what was applied";
  const why = findings.length > 0 ? `: ${plain(shortened(reasonsOf(findings), LONGEST_NOTES))}` : "";
  const rank = isRisky({ findings }) ? RANKS.must : RANKS.around;
  return { text: `- ≠ ${codeAddress(address)} ${what}${why}`, rank, kind: "drifted resources" };
}

function outputPiece({ name, readers, ...output }: StackReview["outputs"][number]): Piece {
  const shown = readers.slice(0, MOST_READERS).map((reader) => code(reader));
  if (readers.length > MOST_READERS) shown.push(`${readers.length - MOST_READERS} more`);
  const read = shown.length > 0 ? `, read by ${shown.join(", ")}` : "";
  const value = code(valueText({ path: name, ...output }), LONGEST_VALUE);
  return {
    text: `- \`${MARKS[output.action]}\` output ${code(name)}: ${value}${read}`,
    rank: RANKS.around,
    kind: "outputs",
  };
}
