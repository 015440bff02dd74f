import type { Action, AttributeChange, ResourceReview, Review, StackReview } from "../review/model";

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
  "no-op": " ",
};

/** `3 to add, 1 to change, 0 to destroy`, as Terraform sums up. */
export function summaryText({ summary }: Pick<StackReview, "summary">): string {
  const imported = summary.import > 0 ? `${summary.import} to import, ` : "";
  return `${imported}${summary.add} to add, ${summary.change} to change, ${summary.destroy} to destroy`;
}

export function costText(usd: number): string {
  return `${usd < 0 ? "−" : "+"}$${Math.abs(usd).toFixed(2)} a month`;
}

/** The one line above everything. */
export function topLine(review: Review): string {
  const parts = [summaryText(review)];
  if (review.worst) parts.push(`worst: ${review.worst}`);
  if (Math.abs(review.monthlyCost) >= 0.005) parts.push(costText(review.monthlyCost));
  return hasChanges(review) ? parts.join(" · ") : "no changes";
}

/** Whether applying would do anything: resources, outputs, or a stack that waits to be planned. */
export function hasChanges({ stacks }: Review): boolean {
  return stacks.some(({ resources, outputs, waitsFor }) => resources.length + outputs.length + waitsFor.length > 0);
}

/** Control characters as they are written in code: a name must not move the cursor. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}

/** `before → after` of one attribute. */
export function valueText({ before, after, unknown, sensitive }: AttributeChange): string {
  if (sensitive) return "(sensitive)";
  const next = unknown ? "(known after apply)" : after;
  if (before === undefined) return next ?? "";
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
