import type { Environment } from "@app/config";
import { type Box, FONT_SIZE } from "./box";
import { type Placement, place } from "./placement";
import { requestWay } from "./request-way";
import type { StackGraph, StackNode } from "./stack-graph";
import { drawn, element, text } from "./svg";
import { textWidth } from "./text-width";

const KINDS_SHOWN = 6;
const WIDEST_LINE = 250;
const MARGIN = 24;
const HEADING_HEIGHT = 34;
const HEADING_SIZE = 15;
/** The first that a reader's machine has; `box.ts` leaves room for the widest. */
const FONTS = "Helvetica, Arial, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** One environment as an SVG picture: above the way of a request, below the stacks and what they read from each other. */
export function architecturePicture(environment: Environment, graph: StackGraph): string {
  const { name, application } = environment;
  const sections = [
    { heading: `The way of a request to ${application.name} in ${name}`, placement: place(requestWay(environment)) },
    { heading: `The stacks of ${name}, and what each reads from others`, placement: place(stackBoxes(graph)) },
  ];
  const width = Math.max(...sections.map(({ placement, heading }) => Math.max(placement.width, headingWidth(heading))));
  let y = MARGIN;
  const content = sections.flatMap(({ heading, placement }) => {
    const top = y;
    y += HEADING_HEIGHT + placement.height + 2 * MARGIN;
    return [title(heading, top), drawn(placement, { x: MARGIN + centred(placement, width), y: top + HEADING_HEIGHT })];
  });
  const size = { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(y - MARGIN) };
  const background = element("rect", { ...size, fill: "#ffffff" });
  const attributes = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${size.width} ${size.height}`, ...size };
  return `${element("svg", { ...attributes, "font-family": FONTS }, `\n${[background, ...content].join("\n")}\n`)}\n`;
}

function title(heading: string, top: number): string {
  return text(heading, { x: MARGIN, y: top + HEADING_SIZE }, { "font-size": HEADING_SIZE, "font-weight": "bold" });
}

function headingWidth(heading: string): number {
  return textWidth(heading, HEADING_SIZE, true);
}

function centred(placement: Placement, width: number): number {
  return (width - placement.width) / 2;
}

function stackBoxes({ nodes, edges }: StackGraph): Box[] {
  return nodes.map((node) => ({
    id: node.id,
    title: node.id,
    lines: holds(node),
    takes: edges
      .filter(({ to }) => to === node.id)
      .map(({ from, outputs }) => ({ from, lines: wrapped(`← ${from}: ${outputs.join(", ")}`) })),
  }));
}

function holds({ resources }: StackNode): string[] {
  const shown = resources.slice(0, KINDS_SHOWN).map(({ type, count }) => (count > 1 ? `${count} × ${type}` : type));
  const hidden = resources.length - KINDS_SHOWN;
  return hidden > 0 ? [...shown, `and ${hidden} more kinds`] : shown;
}

/** In lines of a length that can be read; those that go on are indented. */
function wrapped(sentence: string): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(longer, FONT_SIZE) <= WIDEST_LINE) lines.splice(-1, 1, longer);
    else lines.push(`\u2003${word}`);
  }
  return lines;
}
