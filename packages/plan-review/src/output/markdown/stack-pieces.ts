import type { AttributeChange } from "../../difference/attributes";
import type { ResourceReview, StackReview } from "../../review/model";
import { isRisky } from "../../risk/finding";
import { ALL_NEW_OR_GONE, alike, shownWhole } from "../alike";
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
const NAMES_A_LINE = 10;
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
    ...alike(byRisk(resources), shownWhole).flatMap(groupPieces),
    ...drift.map(driftPiece),
    ...outputs.map(outputPiece),
    must("\n</details>"),
  ];
}

/** One resource; or many of a type of which the same is said, with the names of as many as fit. */
function groupPieces(group: readonly ResourceReview[]): Piece[] {
  const [first] = group;
  if (!first || group.length === 1) return first ? resourcePieces(first) : [];
  const { action, type, findings } = first;
  const notes = shortened([reasonsOf(findings), ...remarks(first)].filter(Boolean).join("; "), LONGEST_NOTES);
  const rank = rankOf(first);
  const head: Piece = {
    text: `- \`${MARKS[action]}\` ${group.length} ${code(type)}: ${plain(notes)}`,
    rank: Math.min(rank, RANKS.changes),
  };
  const lines = Array.from({ length: Math.ceil(group.length / NAMES_A_LINE) }, (_, line): Piece => {
    const some = group.slice(line * NAMES_A_LINE, (line + 1) * NAMES_A_LINE);
    const text = `  - ${some.map(({ address }) => codeAddress(address)).join(", ")}`;
    return { text, rank, kind: "lists of names", of: head };
  });
  return [head, ...lines];
}

function rankOf(resource: ResourceReview): number {
  if (isRisky(resource)) return RANKS.must;
  return resource.findings[0]?.level === "cosmetic" ? RANKS.cosmetic : RANKS.changes;
}

function resourcePieces(resource: ResourceReview): Piece[] {
  const { action, address, attributes, findings } = resource;
  const notes = shortened([reasonsOf(findings), ...remarks(resource)].filter(Boolean).join("; "), LONGEST_NOTES);
  const rank = rankOf(resource);
  const head: Piece = {
    text: `- \`${MARKS[action]}\` ${codeAddress(address)}${notes ? `: ${plain(notes)}` : ""}`,
    rank,
    kind: "changes without risk",
  };
  if (attributes.length === 0 || ALL_NEW_OR_GONE.has(action)) return [head];
  return [
    head,
    {
      text: tellingFirst(attributes).flatMap(attributeLines).join("\n"),
      rank: rank === RANKS.must ? RANKS.riskyAttributes : rank === RANKS.cosmetic ? rank : RANKS.attributes,
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
