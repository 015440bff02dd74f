import { styleText } from "node:util";
import type { Action, ResourceReview, Review, RiskLevel, StackReview } from "../review/model";
import { MARKS, printable, remarks, shortened, summaryText, topLine, valueText } from "./text";

type Format = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Partial<Record<Action, Format>>> = {
  create: "green",
  update: "yellow",
  replace: "magenta",
  delete: "red",
  import: "cyan",
  move: "cyan",
};
const RISK_COLOURS: Readonly<Record<RiskLevel, Format>> = {
  "data loss": ["bold", "red"],
  outage: ["bold", "magenta"],
  access: ["bold", "yellow"],
  cost: "cyan",
  change: "dim",
  cosmetic: "dim",
};
const MOST_ATTRIBUTES = 12;
/** Their attributes are all new, all gone, or nobody's decision. */
const UNLISTED = new Set<Action>(["create", "delete", "read"]);

export interface TerminalOptions {
  /** Columns; longer lines are cut. */
  readonly width: number;
  readonly colour: boolean;
}

/** The review for a terminal: the top line, then every stack with its riskiest changes first. */
export function terminalReview(review: Review, { width, colour }: TerminalOptions): string {
  const paint = (format: Format, text: string) => (colour ? styleText(format, text, { validateStream: false }) : text);
  const line = (indent: number, mark: string, text: string, format?: Format) => {
    const cut = shortened(`${" ".repeat(indent)}${mark}${printable(text)}`, width);
    return format ? paint(format, cut) : cut;
  };

  const resourceLines = (resource: ResourceReview): string[] => {
    const { action, attributes, findings, address, constructPath } = resource;
    const shown = UNLISTED.has(action) ? [] : attributes.slice(0, MOST_ATTRIBUTES);
    return [
      line(2, `${MARKS[action]} `, address, COLOURS[action]),
      ...findings.map(({ level, reason }) => line(6, "", `${level}: ${reason}`, RISK_COLOURS[level])),
      ...remarks(resource).map((text) => line(6, "", text)),
      ...(constructPath ? [line(6, "", constructPath, "dim")] : []),
      ...shown.flatMap((attribute) => [
        line(
          6,
          "",
          `${attribute.path}: ${valueText(attribute)}${attribute.forcesReplacement ? "  # forces replacement" : ""}`,
        ),
        ...(attribute.details ?? []).map((detail) => line(8, "", detail)),
      ]),
      ...(shown.length < attributes.length && shown.length > 0
        ? [line(6, "", `… and ${attributes.length - shown.length} more attributes`, "dim")]
        : []),
    ];
  };

  const stackLines = (stack: StackReview): string[] => {
    const { id, resources, drift, outputs, failedChecks, caveats, waitsFor } = stack;
    const nothing = resources.length + outputs.length + drift.length + waitsFor.length === 0;
    return [
      "",
      `${paint("bold", printable(id))}  ${nothing ? "no changes" : summaryText(stack)}`,
      ...caveats.map((text) => line(2, "! ", text, "red")),
      ...failedChecks.map((text) => line(2, "! ", text, "red")),
      ...(waitsFor.length > 0
        ? [line(2, "… ", `planned with stand-ins for the outputs of ${waitsFor.join(", ")}`, "cyan")]
        : []),
      ...byRisk(resources).flatMap(resourceLines),
      ...drift.flatMap((resource) => [
        line(2, "≠ ", `${resource.address} differs from what was applied`, "cyan"),
        ...resource.attributes.slice(0, MOST_ATTRIBUTES).map((one) => line(6, "", `${one.path}: ${valueText(one)}`)),
      ]),
      ...outputs.flatMap(({ name, readers, ...output }) => [
        line(2, `${MARKS[output.action]} `, `output ${name}: ${valueText({ path: name, ...output })}`),
        ...readers.map((reader) => line(6, "", `read by ${reader}`, "dim")),
      ]),
    ];
  };

  return [topLine(review), ...review.stacks.flatMap(stackLines), ""].join("\n");
}

const ORDER: readonly RiskLevel[] = ["data loss", "outage", "access", "cost", "change", "cosmetic"];

/** The riskiest first; within one level in the plan's order. */
export function byRisk(resources: readonly ResourceReview[]): ResourceReview[] {
  const rank = ({ findings }: ResourceReview) => (findings[0] ? ORDER.indexOf(findings[0].level) : ORDER.length);
  return [...resources].sort((a, b) => rank(a) - rank(b));
}
