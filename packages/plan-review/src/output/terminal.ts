import type { AttributeChange } from "../difference/attributes";
import type { Action } from "../plan/action";
import type { ResourceReview, Review, StackReview } from "../review/model";
import type { RiskLevel } from "../risk/finding";
import type { RuleName } from "../risk/rules";
import { ALL_NEW_OR_GONE, alike, shownWhole } from "./alike";
import { type Colour, coloured } from "./colour";
import { cutTo, wrapTo } from "./columns";
import {
  byRisk,
  groupedLines,
  isQuiet,
  MARKS,
  priceText,
  printable,
  remarks,
  summaryText,
  tellingFirst,
  topLine,
  unjudgedText,
  valueText,
  waitingText,
} from "./text";

const COLOURS: Readonly<Partial<Record<Action, Colour>>> = {
  create: "green",
  update: "yellow",
  replace: "magenta",
  delete: "red",
  import: "cyan",
  move: "cyan",
};
const RISK_COLOURS: Readonly<Record<RiskLevel, readonly Colour[]>> = {
  "data loss": ["bold", "red"],
  outage: ["bold", "magenta"],
  access: ["bold", "yellow"],
  cost: ["cyan"],
  change: ["dim"],
  cosmetic: ["dim"],
};
const MOST_ATTRIBUTES = 12;
const NARROWEST = 20;
/** Combined ones take no column of their own. */
const CHARACTERS_PER_COLUMN = 8;
const PLAIN_CREATION: RuleName = "create";

export interface TerminalOptions {
  readonly width: number;
  readonly colour: boolean;
}

/** The review for a terminal: the top line, then every stack with its riskiest changes first. */
export function terminalReview(review: Review, options: TerminalOptions): string {
  const page = new Page(options);
  page.wrapped(0, topLine(review), "bold");
  const unjudged = unjudgedText(review);
  if (unjudged) page.wrapped(0, `! ${unjudged}`, "yellow");
  for (const stack of review.stacks) writeStack(page, stack);
  const prices = priceText(review);
  if (prices) {
    page.gap();
    page.wrapped(0, prices, "dim");
  }
  return page.text();
}

/** Lines that keep to the width: what warns is wrapped, what may be long is cut. */
class Page {
  private readonly lines: string[] = [];

  constructor(private readonly options: TerminalOptions) {}

  cut(indent: number, text: string, ...colours: readonly Colour[]): void {
    const room = this.room(indent);
    // Of a long document only the beginning is looked at.
    const line = cutTo(printable(text.slice(0, room * CHARACTERS_PER_COLUMN)), room);
    this.lines.push(`${" ".repeat(indent)}${this.options.colour ? coloured(line, ...colours) : line}`);
  }

  wrapped(indent: number, text: string, ...colours: readonly Colour[]): void {
    const hanging = indent + 2;
    const [first = "", ...others] = wrapTo(printable(text), this.room(hanging));
    this.cut(indent, first, ...colours);
    for (const line of others) this.cut(hanging, line, ...colours);
  }

  gap(): void {
    this.lines.push("");
  }

  private room(indent: number): number {
    return Math.max(NARROWEST, this.options.width - indent);
  }

  text(): string {
    return `${this.lines.join("\n")}\n`;
  }
}

function writeStack(page: Page, stack: StackReview): void {
  const { id, resources, drift, outputs, failedChecks, caveats } = stack;
  page.gap();
  page.cut(0, `${id}  ${isQuiet(stack) ? "no changes" : summaryText(stack)}`, "bold");
  for (const text of [...groupedLines(caveats), ...failedChecks]) page.wrapped(2, `! ${text}`, "red");
  const waiting = waitingText(stack);
  if (waiting) page.wrapped(2, `… ${waiting}`, "cyan");
  for (const group of alike(byRisk(resources), shownWhole)) writeGroup(page, group);
  for (const resource of drift) writeDrift(page, resource);
  for (const { name, readers, ...output } of outputs) {
    page.cut(2, `${MARKS[output.action]} output ${name}: ${valueText({ path: name, ...output })}`);
    for (const reader of readers) page.cut(6, `read by ${reader}`, "dim");
  }
}

/** One resource; or many of a type of which the same is said, with the names of all. */
function writeGroup(page: Page, group: readonly ResourceReview[]): void {
  const [first] = group;
  if (!first) return;
  if (group.length === 1) {
    writeResource(page, first);
    return;
  }
  const { action, type, findings } = first;
  page.cut(2, `${MARKS[action]} ${group.length} ${type}`, ...coloursOf(action));
  writeFindings(page, findings);
  for (const text of remarks(first)) page.wrapped(6, text);
  page.wrapped(6, group.map(({ address }) => address).join(", "), "dim");
}

function coloursOf(action: Action): Colour[] {
  const colour = COLOURS[action];
  return colour ? [colour] : [];
}

function writeResource(page: Page, resource: ResourceReview): void {
  const { action, attributes, findings, address, constructPath } = resource;
  page.cut(2, `${MARKS[action]} ${address}`, ...coloursOf(action));
  writeFindings(page, findings);
  for (const text of remarks(resource)) page.wrapped(6, text);
  if (constructPath) page.cut(6, constructPath, "dim");
  if (!ALL_NEW_OR_GONE.has(action)) writeAttributes(page, attributes);
}

function writeDrift(page: Page, resource: ResourceReview): void {
  page.cut(2, `≠ ${resource.address} differs from what was applied`, "cyan");
  writeFindings(page, resource.findings);
  for (const text of remarks(resource)) page.wrapped(6, text);
  if (!ALL_NEW_OR_GONE.has(resource.action)) writeAttributes(page, resource.attributes);
}

function writeFindings(page: Page, findings: ResourceReview["findings"]): void {
  // The mark says it already.
  const told = findings.filter(({ rule }) => rule !== PLAIN_CREATION);
  for (const { level, reason } of told) page.wrapped(6, `${level}: ${reason}`, ...RISK_COLOURS[level]);
}

function writeAttributes(page: Page, attributes: readonly AttributeChange[]): void {
  for (const attribute of tellingFirst(attributes).slice(0, MOST_ATTRIBUTES)) {
    const forces = attribute.forcesReplacement ? " (forces replacement)" : "";
    page.cut(6, `${attribute.path}${forces}: ${valueText(attribute)}`);
    for (const detail of attribute.details ?? []) page.cut(8, detail);
  }
  const left = attributes.length - MOST_ATTRIBUTES;
  if (left > 0) page.cut(6, `… and ${left} more attributes`, "dim");
}
