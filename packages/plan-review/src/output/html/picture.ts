import type { Review, StackReview } from "../../review/model";
import { summaryText } from "../text";
import { escapeHtml } from "./escape";

const WIDTH = 190;
const HEIGHT = 52;
const GAP_X = 70;
const GAP_Y = 18;

/** The stacks, in columns by what they read from; those that change are outlined. */
export function picture({ stacks }: Review): string {
  const columns = new Map(stacks.map((stack) => [stack.id, depth(stack, stacks)]));
  const places = new Map<string, { readonly x: number; readonly y: number }>();
  const heights: number[] = [];
  for (const { id } of stacks) {
    const column = columns.get(id) ?? 0;
    const row = heights[column] ?? 0;
    heights[column] = row + 1;
    places.set(id, { x: 4 + column * (WIDTH + GAP_X), y: 4 + row * (HEIGHT + GAP_Y) });
  }
  const width = 8 + heights.length * (WIDTH + GAP_X) - GAP_X;
  const height = 8 + Math.max(1, ...heights) * (HEIGHT + GAP_Y) - GAP_Y;
  const arrows = stacks.flatMap(({ id, readsFrom }) =>
    readsFrom.map((upstream) => {
      const [from, to] = [places.get(upstream), places.get(id)];
      if (!from || !to) return "";
      const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
      return `<path d="M${x1} ${y1}C${x1 + GAP_X / 2} ${y1} ${x2 - GAP_X / 2} ${y2} ${x2} ${y2}"/>`;
    }),
  );
  const boxes = stacks.map((stack) => {
    const { x, y } = places.get(stack.id) ?? { x: 0, y: 0 };
    const changed = stack.resources.length + stack.outputs.length > 0;
    return `<g><rect x="${x}" y="${y}" width="${WIDTH}" height="${HEIGHT}" rx="6"${changed ? ' class="changed"' : ""}/><text x="${x + 12}" y="${y + 22}">${escapeHtml(stack.id)}</text><text class="counts" x="${x + 12}" y="${y + 40}">${changed ? summaryText(stack) : "no changes"}</text></g>`;
  });
  return `<svg role="img" aria-label="Stacks and what they read from" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${arrows.join("")}${boxes.join("")}</svg>`;
}

function depth({ id, readsFrom }: StackReview, stacks: readonly StackReview[], path: readonly string[] = []): number {
  const upstream = stacks.filter((other) => readsFrom.includes(other.id) && !path.includes(other.id));
  return upstream.length === 0 ? 0 : 1 + Math.max(...upstream.map((other) => depth(other, stacks, [...path, id])));
}
