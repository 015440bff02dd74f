import type { Review, StackReview } from "../../review/model";
import { RISK_LEVELS, type RiskLevel } from "../../risk/finding";
import { shortened } from "../text";
import { type Layers, layers, type Place } from "./layers";
import { html, type Markup } from "./markup";

const CHARACTER_WIDTH = 7.9;
const SMALL_CHARACTER_WIDTH = 7.3;
const LONGEST_NAME = 30;
const BOX_HEIGHT = 58;
const GAP_X = 48;
const GAP_Y = 16;
const MARGIN = 4;
/** Boxes side by side that do not depend on each other. */
const MOST_ABREAST = 3;
/** Up to here a picture shrinks with the page; a wider one gets the whole width and is scrolled. */
const WIDE = 760;
/** From here on it is too small to shrink. */
const NARROW = 470;

/** The stacks in columns by what they read from; lines along which a changed output travels stand out. */
export function picture({ stacks }: Review): Markup | undefined {
  if (stacks.length < 2) return undefined;
  const { places, lines, columns, rows } = arranged(stacks);
  const widths = stacks.flatMap((stack) => [
    shortened(stack.id, LONGEST_NAME).length * CHARACTER_WIDTH,
    counts(stack).reduce((sum, { text }) => sum + text.length + 1, statusText(stack).length) * SMALL_CHARACTER_WIDTH,
  ]);
  const boxWidth = Math.round(Math.max(...widths)) + 30;
  const left = ({ column }: Place) => MARGIN + column * (boxWidth + GAP_X);
  const top = ({ row }: Place) => MARGIN + row * (BOX_HEIGHT + GAP_Y);
  const width = 2 * MARGIN + columns * (boxWidth + GAP_X) - GAP_X;
  const height = 2 * MARGIN + rows * (BOX_HEIGHT + GAP_Y) - GAP_Y;

  const drawn = new Map<string, { path: string; names: Set<string> }>();
  for (const { from, to, stops } of lines) {
    const names = outputsRead(stacks, from, to);
    for (const [index, end] of stops.slice(1).entries()) {
      const start = stops[index] as Place;
      const [x1, y1, x2, y2] = [left(start), top(start) + BOX_HEIGHT / 2, left(end), top(end) + BOX_HEIGHT / 2];
      // A line goes straight through a place where it only passes, and ends at a box.
      const path = `M${index === 0 ? x1 + boxWidth : x1} ${y1}H${x1 + boxWidth}C${x1 + boxWidth + GAP_X / 2} ${y1} ${x2 - GAP_X / 2} ${y2} ${x2} ${y2}`;
      const known = drawn.get(path) ?? { path, names: new Set() };
      for (const name of names) known.names.add(name);
      drawn.set(path, known);
    }
  }
  const curves = [...drawn.values()]
    // What carries a change is drawn over what does not.
    .sort((a, b) => a.names.size - b.names.size)
    .map(({ path, names }) =>
      names.size === 0
        ? html`<path d="${path}"/>`
        : html`<path class="carries" d="${path}"><title>${[...names].join(", ")}</title></path>`,
    );
  const boxes = stacks.map((stack) => {
    const place = places.get(stack.id) ?? { column: 0, row: 0 };
    return box(stack, left(place), top(place), boxWidth);
  });
  return html`<figure class="picture ${width > WIDE ? "wide" : width > NARROW ? "shrinks" : "small"}"><div class="scroll"><svg role="group" aria-label="Stacks and what they read from" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${curves}${boxes}</svg></div>
<figcaption class="quiet">${deployText(stacks, places)}${
    [...drawn.values()].some(({ names }) => names.size > 0)
      ? " A thick line carries an output that changes."
      : undefined
  }</figcaption></figure>`;
}

/** What is connected in layers, and below it in rows what stands alone: side by side, for it has no order. */
function arranged(stacks: readonly StackReview[]): Layers {
  const alone = aloneAmong(stacks);
  const connected = layers(stacks.filter(({ id }) => !alone.includes(id)));
  if (alone.length === 0) return connected;
  const columns = Math.max(connected.columns, Math.min(alone.length, MOST_ABREAST));
  const places = new Map(connected.places);
  for (const [index, id] of alone.entries()) {
    places.set(id, { column: index % columns, row: connected.rows + Math.floor(index / columns) });
  }
  return { ...connected, places, columns, rows: connected.rows + Math.ceil(alone.length / columns) };
}

/** Stacks that read from none of the others, and that none of them reads from. */
function aloneAmong(stacks: readonly StackReview[]): string[] {
  const ids = new Set(stacks.map(({ id }) => id));
  const read = new Set(stacks.flatMap(({ readsFrom }) => readsFrom));
  return stacks
    .filter(({ id, readsFrom }) => !read.has(id) && !readsFrom.some((one) => ids.has(one)))
    .map(({ id }) => id);
}

function box(stack: StackReview, x: number, y: number, width: number): Markup {
  const { id } = stack;
  const status = statusText(stack);
  const spans = counts(stack).map(({ kind, text }) => html`<tspan class="${kind}">${text} </tspan>`);
  // A stack without changes leaves nothing to filter for.
  const button =
    stack.resources.length + stack.drift.length > 0
      ? html` data-filter="stack" data-value="${id}" role="button" tabindex="0" aria-label="Show ${id}: ${status}"`
      : undefined;
  return html`<g class="box${isChanged(stack) ? "" : " unchanged"}"${button}><title>${id}</title><rect class="ground" x="${x}" y="${y}" width="${width}" height="${BOX_HEIGHT}" rx="7"/><rect class="edge" data-risk="${worst(stack)}" x="${x}" y="${y + 8}" width="5" height="${BOX_HEIGHT - 16}" rx="2"/><text class="name" x="${x + 16}" y="${y + 24}">${shortened(id, LONGEST_NAME)}</text><text x="${x + 16}" y="${y + 44}">${spans}<tspan class="quiet">${status}</tspan></text></g>`;
}

function isChanged({ resources, outputs, waitsFor }: StackReview): boolean {
  return resources.length + outputs.length + waitsFor.length > 0;
}

function worst({ resources, drift }: StackReview): RiskLevel | undefined {
  const levels = new Set([...resources, ...drift].flatMap(({ findings }) => findings.map(({ level }) => level)));
  return RISK_LEVELS.find((level) => levels.has(level));
}

function statusText(stack: StackReview): string {
  const risk = worst(stack);
  if (risk) return risk;
  if (!isChanged(stack)) return stack.drift.length > 0 ? "drift" : "no changes";
  if (stack.resources.length > 0) return "only reads";
  return stack.outputs.length > 0 ? "only outputs" : "waits";
}

/** In Terraform's marks. */
function counts({ summary, drift }: StackReview): { readonly kind: string; readonly text: string }[] {
  const all = [
    { kind: "import", mark: "&", count: summary.import },
    { kind: "create", mark: "+", count: summary.add },
    { kind: "update", mark: "~", count: summary.change },
    { kind: "delete", mark: "-", count: summary.destroy },
    { kind: "drift", mark: "≠", count: drift.length },
  ];
  return all.filter(({ count }) => count > 0).map(({ kind, mark, count }) => ({ kind, text: `${mark}${count}` }));
}

/** Names of the changed outputs of one stack that another reads. */
function outputsRead(stacks: readonly StackReview[], from: string, to: string): string[] {
  const { outputs = [] } = stacks.find(({ id }) => id === from) ?? {};
  return outputs
    .filter(({ readers }) => readers.some((reader) => reader.startsWith(`${to}: `)))
    .map(({ name }) => name);
}

/** Column by column; stacks of one column read nothing from each other. */
function deployText(stacks: readonly StackReview[], places: ReadonlyMap<string, Place>): string {
  const alone = aloneAmong(stacks);
  if (alone.length === stacks.length) return "None of the stacks reads from another: their order does not matter.";
  const columns = new Map<number, string[]>();
  for (const { id } of stacks) {
    if (alone.includes(id)) continue;
    const { column } = places.get(id) ?? { column: 0 };
    columns.set(column, [...(columns.get(column) ?? []), id]);
  }
  const ordered = [...columns].sort(([a], [b]) => a - b).map(([, ids]) => ids.join(", "));
  const others = alone.length > 0 ? ` At any time: ${alone.join(", ")}.` : "";
  return `Order of a deploy: ${ordered.join(" → ")}.${others}`;
}
