import type { Box, Taking } from "./box";

/** A box, or the lane through a column for the arrows that one box sends past it. */
export type Slot = { readonly box: Box } | { readonly lane: string };

const SWEEPS = 6;

/**
 * The boxes in columns, so that every arrow points to the right: each box stands as far to the right as its takers allow.
 * An arrow that passes a column gets a lane of its own there, and the order within the columns keeps crossings few.
 */
export function columnsOf(boxes: readonly Box[]): Slot[][] {
  const column = columnNumbers(boxes);
  const count = Math.max(...column.values()) + 1;
  const columns: Slot[][] = Array.from({ length: count }, (_, index) => [
    ...boxes.filter(({ id }) => column.get(id) === index).map((box) => ({ box })),
    ...boxes.filter((box) => passes(box, index, boxes, column)).map(({ id }) => ({ lane: id })),
  ]);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const towardsLeft = sweep % 2 === 0;
    const order = [...columns.keys()];
    for (const index of towardsLeft ? order.reverse() : order) {
      const neighbours = columns[towardsLeft ? index + 1 : index - 1];
      if (neighbours) columns[index] = sortTowards(columns[index] ?? [], neighbours);
    }
  }
  return columns.map((slots, index) => slots.map((slot) => untangled(slot, columns[index - 1] ?? [])));
}

/** What a box takes, in the order in which the arrows arrive. */
function untangled(slot: Slot, before: readonly Slot[]): Slot {
  if ("lane" in slot) return slot;
  const place = ({ from }: Taking) => before.findIndex((other) => slotId(other) === from);
  return { box: { ...slot.box, takes: [...slot.box.takes].sort((a, b) => place(a) - place(b)) } };
}

function columnNumbers(boxes: readonly Box[]): Map<string, number> {
  const earliest = new Map<string, number>();
  const place = (box: Box): number => {
    const known = earliest.get(box.id);
    if (known !== undefined) return known;
    const before = producers(box, boxes).map(place);
    const number = before.length === 0 ? 0 : Math.max(...before) + 1;
    earliest.set(box.id, number);
    return number;
  };
  for (const box of boxes) place(box);
  // As near to those who take from it as possible; what nobody takes from stays where it is.
  const final = new Map(earliest);
  for (const box of [...boxes].sort((a, b) => place(b) - place(a))) {
    const after = boxes.filter((other) => takesFrom(other, box.id)).map(({ id }) => final.get(id) ?? 0);
    if (after.length > 0) final.set(box.id, Math.min(...after) - 1);
  }
  return final;
}

function passes(box: Box, index: number, boxes: readonly Box[], column: ReadonlyMap<string, number>): boolean {
  const own = column.get(box.id) ?? 0;
  return own < index && boxes.some((other) => takesFrom(other, box.id) && (column.get(other.id) ?? 0) > index);
}

/** Sorted by the middle of what each slot is joined with in the column beside it; what is joined with nothing goes last. */
function sortTowards(slots: readonly Slot[], neighbours: readonly Slot[]): Slot[] {
  const weight = (slot: Slot): number => {
    const places = neighbours.flatMap((other, place) => (joined(slot, other) ? [place] : []));
    return places.length === 0 ? Number.MAX_VALUE : places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  return [...slots].sort((a, b) => weight(a) - weight(b) || slotId(a).localeCompare(slotId(b)));
}

function joined(a: Slot, b: Slot): boolean {
  return leadsTo(a, b) || leadsTo(b, a);
}

function leadsTo(a: Slot, b: Slot): boolean {
  return "lane" in b ? slotId(a) === b.lane : takesFrom(b.box, slotId(a));
}

function slotId(slot: Slot): string {
  return "lane" in slot ? slot.lane : slot.box.id;
}

function producers(box: Box, boxes: readonly Box[]): Box[] {
  return boxes.filter(({ id }) => takesFrom(box, id));
}

function takesFrom(box: Box, id: string): boolean {
  return box.takes.some(({ from }) => from === id);
}
