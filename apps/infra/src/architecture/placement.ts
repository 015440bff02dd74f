import { type Box, boxHeight, boxWidth, takingOffset } from "./box";
import { columnsOf } from "./columns";

export interface PlacedBox {
  readonly box: Box;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placement {
  readonly boxes: readonly PlacedBox[];
  /** Each arrow by the points it runs through. */
  readonly arrows: readonly (readonly Point[])[];
  readonly width: number;
  readonly height: number;
}

const COLUMN_GAP = 90;
const ROW_GAP = 22;
const LANE_HEIGHT = 14;

interface Lane extends Point {
  readonly from: string;
  readonly column: number;
  readonly width: number;
}

/** Puts boxes in columns from left to right, and leads the arrows between them past what is not meant. */
export function place(boxes: readonly Box[]): Placement {
  const columns = columnsOf(boxes);
  const widths = columns.map((slots) => Math.max(0, ...slots.map((slot) => ("box" in slot ? boxWidth(slot.box) : 0))));
  const heights = columns.map((slots) => {
    const filled = slots.reduce((sum, slot) => sum + ("box" in slot ? boxHeight(slot.box) : LANE_HEIGHT), 0);
    return filled + Math.max(0, slots.length - 1) * ROW_GAP;
  });
  const height = Math.max(...heights);
  const placed: (PlacedBox & { readonly column: number })[] = [];
  const lanes: Lane[] = [];
  let x = 0;
  columns.forEach((slots, column) => {
    const width = widths[column] ?? 0;
    let y = (height - (heights[column] ?? 0)) / 2;
    for (const slot of slots) {
      if ("box" in slot) {
        placed.push({ box: slot.box, x, y, width, height: boxHeight(slot.box), column });
        y += boxHeight(slot.box) + ROW_GAP;
      } else {
        lanes.push({ from: slot.lane, x, y: y + LANE_HEIGHT / 2, width, column });
        y += LANE_HEIGHT + ROW_GAP;
      }
    }
    x += width + COLUMN_GAP;
  });
  const arrows = placed.flatMap((to) =>
    to.box.takes.flatMap(({ from: id }) => {
      const from = placed.find(({ box }) => box.id === id);
      if (!from) return [];
      const passed = lanes
        .filter((lane) => lane.from === id && lane.column > from.column && lane.column < to.column)
        .flatMap((lane) => [
          { x: lane.x, y: lane.y },
          { x: lane.x + lane.width, y: lane.y },
        ]);
      const start = { x: from.x + from.width, y: from.y + from.height / 2 };
      return [[start, ...passed, { x: to.x, y: to.y + takingOffset(to.box, id) }]];
    }),
  );
  return { boxes: placed, arrows, width: x - COLUMN_GAP, height };
}
