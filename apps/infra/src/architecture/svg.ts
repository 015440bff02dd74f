import { FONT_SIZE, LINE_HEIGHT, PADDING, TITLE_HEIGHT } from "./box";
import type { PlacedBox, Placement, Point } from "./placement";

const INK = "#1f2937";
const LINE = "#64748b";
const FILL = "#f8fafc";
const TITLE_FILL = "#dbeafe";
const TAKES_INK = "#475569";
const ARROW_LENGTH = 8;

/** An element with its attributes; what it holds is markup already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(`${value}`)}"`);
  return content === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${content}</${name}>`;
}

export function text(content: string, at: Point, attributes: Readonly<Record<string, string | number>> = {}): string {
  return element("text", { ...rounded(at), fill: INK, "font-size": FONT_SIZE, ...attributes }, escaped(content));
}

/** A placement, moved to a point of the picture. */
export function drawn({ boxes, arrows }: Placement, at: Point): string {
  const content = [...arrows.map(arrow), ...boxes.map(box)].join("\n");
  return element("g", { transform: `translate(${Math.round(at.x)} ${Math.round(at.y)})` }, `\n${content}\n`);
}

function box({ box: { title, lines, takes }, x, y, width, height }: PlacedBox): string {
  const frame = { ...rounded({ x, y }), width: Math.round(width), rx: 6 };
  const parts = [
    element("rect", { ...frame, height: Math.round(height), fill: FILL, stroke: LINE }),
    element("rect", { ...frame, height: TITLE_HEIGHT, fill: TITLE_FILL, stroke: LINE }),
    text(title, { x: x + PADDING, y: y + 17 }, { "font-weight": "bold" }),
  ];
  let baseline = y + TITLE_HEIGHT + PADDING / 2 + 13;
  const write = (line: string, attributes = {}) => {
    parts.push(text(line, { x: x + PADDING, y: baseline }, attributes));
    baseline += LINE_HEIGHT;
  };
  for (const line of lines) write(line);
  if (lines.length > 0) baseline += PADDING / 2;
  for (const taking of takes) {
    for (const line of taking.lines) write(line, { fill: TAKES_INK });
    baseline += PADDING / 2;
  }
  return parts.join("\n");
}

function arrow(points: readonly Point[]): string {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const stops = [...points.slice(0, -1), { x: end.x - ARROW_LENGTH, y: end.y }].map(rounded);
  const [first, ...rest] = stops;
  let path = `M${first?.x} ${first?.y}`;
  let from = first;
  rest.forEach((to, index) => {
    // Every second stretch runs through a lane, and straight.
    const middle = Math.round(((from?.x ?? 0) + to.x) / 2);
    path += index % 2 === 1 ? ` L${to.x} ${to.y}` : ` C${middle} ${from?.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
  });
  const tip = rounded(end);
  const head = `M${tip.x} ${tip.y} l-${ARROW_LENGTH} -4 v8 z`;
  return `${element("path", { d: path, fill: "none", stroke: LINE })}\n${element("path", { d: head, fill: LINE })}`;
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
