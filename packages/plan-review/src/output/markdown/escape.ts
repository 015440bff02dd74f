import { printable, shortened } from "../text";

/** In a comment of its own, a name after it calls nobody. */
const AT = "@<!-- -->";

/** Text that stays text, in a table as in a list: no markup, no mention of anybody. */
export function plain(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\|*_`[\]~#!]/g, (mark) => `\\${mark}`)
    .replaceAll("@", AT);
}

/** Text that stays text inside of an HTML element, whether its content is read as Markdown or not. */
export function html(text: string): string {
  return printable(text)
    .replace(/[&<>\\|*_`[\]~#!]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replaceAll("@", AT);
}

/** A code span for any content, also for one with backticks. */
export function code(text: string, longest = Number.POSITIVE_INFINITY): string {
  const content = shortened(printable(text), longest);
  if (content.trim() === "") return "(empty)";
  const longestRun = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longestRun + 1);
  // Spaces on both sides are no part of the content.
  return longestRun === 0 ? `${fence}${content}${fence}` : `${fence} ${content} ${fence}`;
}

/** A code span in a table, where a bar would end the cell. */
export function codeCell(text: string, longest?: number): string {
  return code(text, longest).replaceAll("|", "\\|");
}
