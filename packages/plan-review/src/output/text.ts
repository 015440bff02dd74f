import type { AttributeChange } from "../difference/attributes";
import type { Action } from "../plan/action";
import { comingValuesIn } from "../plan/coming-value";
import type { ResourceReview, Review, StackReview } from "../review/model";
import { costText } from "../risk/cost";
import { borrowedText, byRegion } from "../risk/prices";
import type { TypeCount } from "../risk/resource-kinds";
import { byStakes } from "../risk/stakes";

export { costText };

/** Terraform's own marks. */
export const MARKS: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  read: "<",
  move: ">",
  import: "&",
  forget: ".",
  invoke: "!",
  "no-op": " ",
};

/** The riskiest first, as `byStakes` has it. */
export function byRisk(resources: readonly ResourceReview[]): ResourceReview[] {
  return byStakes(resources, (resource) => resource);
}

/** What forces a replacement first, what is not known yet last. */
export function tellingFirst(attributes: readonly AttributeChange[]): AttributeChange[] {
  const rank = ({ forcesReplacement, unknown }: AttributeChange) => (forcesReplacement ? 0 : unknown ? 2 : 1);
  return [...attributes].sort((a, b) => rank(a) - rank(b));
}

/** `3 to add, 1 to change, 0 to destroy`, as Terraform sums up. */
export function summaryText({ summary }: Pick<StackReview, "summary">): string {
  const imported = summary.import > 0 ? `${summary.import} to import, ` : "";
  return `${imported}${summary.add} to add, ${summary.change} to change, ${summary.destroy} to destroy`;
}

/** The one line above everything. */
export function topLine(review: Review): string {
  const parts = [hasChanges(review) ? summaryText(review) : "no changes"];
  const uncounted = [
    [review.counts.move, "to move"],
    [review.counts.forget, "to forget"],
    [review.counts.invoke, "to invoke"],
    [review.stacks.flatMap(({ drift }) => drift).length, "drifted"],
  ] as const;
  for (const [count, what] of uncounted) if (count > 0) parts.push(`${count} ${what}`);
  if (review.worst) parts.push(`worst: ${review.worst}`);
  const unpriced = review.unpriced.reduce((sum, { count }) => sum + count, 0);
  if (Math.abs(review.monthlyCost) >= 0.005) {
    parts.push(
      unpriced > 0 ? `${costText(review.monthlyCost)} and ${unpriced} not priced` : costText(review.monthlyCost),
    );
  } else if (unpriced > 0) parts.push(`${unpriced} not priced`);
  if (review.unjudged.length > 0) parts.push(`${plural(review.unjudged.length, "type")} unknown to the rules`);
  const warnings = review.stacks.flatMap(({ caveats, failedChecks }) => [...caveats, ...failedChecks]).length;
  if (warnings > 0) parts.push(warnings === 1 ? "1 warning" : `${warnings} warnings`);
  return parts.join(" · ");
}

/** What a cost is made of, where there is one. */
export function priceText({ stacks, idle, pricesAsOf, prices, unpriced }: Review): string | undefined {
  const hasCost = stacks.some(({ resources }) => resources.some(({ monthlyCost }) => monthlyCost !== undefined));
  const missing = unpriced.length > 0 ? `Not priced: ${typesText(unpriced)}.` : undefined;
  if (!hasCost) return missing;
  const used = byRegion([...prices, ...idle.prices]);
  const regions = used.flatMap(({ region }) => region ?? []);
  const where = regions.length > 0 ? ` of ${regions.join(", ")}` : "";
  const source = `Costs are list prices${where}, none older than ${pricesAsOf}; what is billed by use is not counted.`;
  const total = `Once applied, these stacks cost $${idle.monthlyCost.toFixed(2)} a month with nobody there.`;
  return [total, source, borrowedText(used), missing].filter((text) => text !== undefined).join(" ");
}

const MOST_TYPES = 12;

/** What the rules do not know, so that nobody takes their silence for an answer. */
export function unjudgedText({ unjudged }: Review): string | undefined {
  if (unjudged.length === 0) return undefined;
  return `No rule knows ${plural(unjudged.length, "type")}: ${typesText(unjudged)}. What ${unjudged.length === 1 ? "its" : "their"} changes do is not judged.`;
}

/** `aws_instance (3), aws_vpc and 5 more` */
function typesText(counts: readonly TypeCount[]): string {
  const named = counts.slice(0, MOST_TYPES).map(({ type, count }) => (count === 1 ? type : `${type} (${count})`));
  const rest = counts.length - MOST_TYPES;
  return rest > 0 ? `${named.join(", ")} and ${rest} more` : named.join(", ");
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** Whether plans that only look for what differs from the last apply found anything. */
export function hasFoundDrift({ stacks }: Review): boolean {
  return stacks.some(({ refreshOnly, drift }) => refreshOnly && drift.length > 0);
}

/** Whether applying would do anything, or may: a plan that is not whole, or has to be made anew, does not tell. */
export function hasChanges({ stacks }: Review): boolean {
  return stacks.some(({ resources, outputs, waitsFor, caveats }) =>
    [resources, outputs, waitsFor, caveats].some(({ length }) => length > 0),
  );
}

/** Whether a stack has nothing to tell. */
export function isQuiet({ resources, outputs, drift, waitsFor, caveats, failedChecks }: StackReview): boolean {
  return [resources, outputs, drift, waitsFor, caveats, failedChecks].every(({ length }) => length === 0);
}

/** What a stack waits for that was planned before other stacks are applied. */
export function waitingText({ waitsFor, resources, outputs }: StackReview): string | undefined {
  if (waitsFor.length === 0) return undefined;
  const texts = [...resources.flatMap(({ attributes }) => attributes), ...outputs].map(({ after = "" }) => after);
  const values = [...new Set(texts.flatMap(comingValuesIn))].sort();
  const named = values.length > 0 ? ` (${values.join(", ")})` : "";
  return `waits for ${waitsFor.join(", ")}${named}; it is planned again once they are applied`;
}

/** So many of the same are told one by one. */
const FEW_ALIKE = 3;

/** Lines of the form `place: what`, with one line for all places where the same is the matter. */
export function groupedLines(lines: readonly string[]): string[] {
  const byMatter = new Map<string, string[]>();
  for (const line of lines) {
    const matter = line.slice(line.lastIndexOf(": ") + 1);
    byMatter.set(matter, [...(byMatter.get(matter) ?? []), line]);
  }
  return [...byMatter].flatMap(([matter, alike]) => {
    if (alike.length <= FEW_ALIKE || !alike[0]?.includes(": ")) return alike;
    return [`${alike.length} times, first ${alike[0].slice(0, -matter.length)}${matter}`];
  });
}

/** Control and invisible characters as they are written in code: a name must not move the cursor, or lie. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}

export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}

/** `before → after` of one attribute. */
export function valueText({ before, after, unknown, sensitive }: AttributeChange): string {
  if (sensitive) return "(sensitive)";
  const next = unknown ? "(known after apply)" : after;
  if (before === undefined) return next ?? "(empty)";
  return next === undefined ? `${before} → (gone)` : `${before} → ${next}`;
}

/** What is said beside a resource's address. */
export function remarks({ action, order, reason, previousAddress, importId }: ResourceReview): string[] {
  return [
    ...(order ? [order] : []),
    ...(reason ? [reason] : []),
    ...(previousAddress && action !== "no-op" ? [`was ${previousAddress}`] : []),
    ...(importId ? [`imported from ${importId}`] : []),
  ];
}
