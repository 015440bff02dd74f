import type { ResourceReview, Review, StackReview } from "../review/model";
import { byRisk } from "./terminal";
import { MARKS, printable, remarks, shortened, summaryText, topLine, valueText } from "./text";

/** What a comment on a pull request holds. */
const LONGEST = 65_536;
const RISKY = new Set(["data loss", "outage", "access"]);
const VALUE_LENGTH = 200;

/** How much is told: less and less until it fits. What is risky is told at every level. */
const LEVELS = ["attributes", "resources", "risky"] as const;
type Level = (typeof LEVELS)[number];

/** The review as a comment: what does not fit is folded, and said to be. */
export function markdownReview(review: Review, longest = LONGEST): string {
  for (const level of LEVELS) {
    const text = render(review, level);
    if (text.length <= longest) return text;
  }
  const text = render(review, "risky");
  const note = "\n\n**Cut here: even the risky changes do not fit. Read the HTML review.**\n";
  return `${text.slice(0, longest - note.length)}${note}`;
}

function render(review: Review, level: Level): string {
  const risky = review.stacks.flatMap(({ id, resources }) =>
    byRisk(resources)
      .filter(isRisky)
      .map(
        (resource) =>
          `| ${cell(resource.findings[0]?.level ?? "")} | ${cell(id)} | ${code(resource.address)} | ${cell(reasons(resource))} |`,
      ),
  );
  return [
    `### ${cell(topLine(review))}`,
    ...(risky.length > 0 ? ["", "| risk | stack | resource | why |", "| --- | --- | --- | --- |", ...risky] : []),
    ...review.stacks.flatMap((stack) => stackLines(stack, level)),
    ...(level === "attributes"
      ? []
      : [
          "",
          `_Folded to fit: ${level === "risky" ? "resources without risk, and all attributes" : "attributes"}. The HTML review has everything._`,
        ]),
    "",
  ].join("\n");
}

function stackLines(stack: StackReview, level: Level): string[] {
  const { id, resources, outputs, drift, caveats, failedChecks, waitsFor } = stack;
  const shown = byRisk(resources).filter((resource) => level !== "risky" || isRisky(resource));
  const left = resources.length - shown.length;
  const quiet = resources.length + outputs.length + drift.length === 0;
  return [
    "",
    `<details${shown.some(isRisky) ? " open" : ""}><summary><b>${html(id)}</b>: ${quiet ? "no changes" : summaryText(stack)}</summary>`,
    "",
    ...[...caveats, ...failedChecks].map((text) => `- ⚠️ ${cell(text)}`),
    ...(waitsFor.length > 0 ? [`- planned with stand-ins for the outputs of ${cell(waitsFor.join(", "))}`] : []),
    ...shown.flatMap((resource) => resourceLines(resource, level)),
    ...(left > 0 ? [`- … and ${left} changes without risk`] : []),
    ...drift.map(({ address }) => `- ≠ ${code(address)} differs from what was applied`),
    ...outputs.map(({ name, readers, ...output }) => {
      const read = readers.length > 0 ? `, read by ${readers.map(code).join(", ")}` : "";
      return `- output ${code(name)}: ${code(shortened(valueText({ path: name, ...output }), VALUE_LENGTH))}${read}`;
    }),
    "",
    "</details>",
  ];
}

function resourceLines(resource: ResourceReview, level: Level): string[] {
  const { action, address, attributes } = resource;
  const notes = [reasons(resource), ...remarks(resource)].filter(Boolean).join("; ");
  const head = `- \`${MARKS[action]}\` ${code(address)}${notes ? `: ${cell(notes)}` : ""}`;
  if (level !== "attributes" || action === "create" || action === "delete") return [head];
  return [
    head,
    ...attributes.flatMap((attribute) => [
      `  - ${code(attribute.path)}: ${code(shortened(valueText(attribute), VALUE_LENGTH))}${attribute.forcesReplacement ? " **forces replacement**" : ""}`,
      ...(attribute.details ?? []).map((detail) => `    - ${code(shortened(detail, VALUE_LENGTH))}`),
    ]),
  ];
}

function isRisky({ findings }: ResourceReview): boolean {
  return findings.some(({ level }) => RISKY.has(level));
}

function reasons({ findings }: ResourceReview): string {
  return findings.map(({ reason }) => reason).join("; ");
}

/** Text that stays text in a table and in a list. */
function cell(text: string): string {
  return html(printable(text))
    .replace(/[\\|*_`[\]~#!]/g, (mark) => `\\${mark}`)
    .replace(/\s*\n\s*/g, " ");
}

/** A code span for any content, also for one with backticks. */
function code(text: string): string {
  const plain = printable(text)
    .replace(/\s*\n\s*/g, " ")
    .replaceAll("|", "\\|");
  const fence = "`".repeat(Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence === "`" ? `\`${plain}\`` : `${fence} ${plain} ${fence}`;
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
