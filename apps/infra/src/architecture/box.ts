import { textWidth } from "./text-width";

/** Something in the picture: a title, what it holds, and what it takes from others. */
export interface Box {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** What it takes from other boxes; an arrow ends at each. */
  readonly takes: readonly Taking[];
}

export interface Taking {
  readonly from: string;
  readonly lines: readonly string[];
}

export const FONT_SIZE = 12;
export const LINE_HEIGHT = 18;
export const TITLE_HEIGHT = 26;
export const PADDING = 10;

export function boxWidth({ title, lines, takes }: Box): number {
  const texts = [...lines, ...takes.flatMap((taking) => taking.lines)].map((line) => textWidth(line, FONT_SIZE));
  return Math.ceil(Math.max(textWidth(title, FONT_SIZE, true), ...texts)) + 2 * PADDING;
}

export function boxHeight({ lines, takes }: Box): number {
  const rows = lines.length + takes.reduce((sum, taking) => sum + taking.lines.length, 0);
  const sections = (lines.length > 0 ? PADDING : 0) + takes.length * (PADDING / 2);
  return TITLE_HEIGHT + rows * LINE_HEIGHT + sections;
}

/** Where, below the box's upper edge, the first line stands of what it takes from another; the middle of the title without one. */
export function takingOffset({ lines, takes }: Box, from: string): number {
  let offset = TITLE_HEIGHT + lines.length * LINE_HEIGHT + (lines.length > 0 ? PADDING : 0);
  for (const taking of takes) {
    if (taking.from === from && taking.lines.length > 0) return offset + LINE_HEIGHT / 2;
    offset += taking.lines.length * LINE_HEIGHT + PADDING / 2;
  }
  return TITLE_HEIGHT / 2;
}
