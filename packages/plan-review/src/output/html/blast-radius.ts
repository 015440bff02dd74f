import type { OutputReview, Review } from "../../review/model";
import { MARKS, plural, valueText } from "../text";
import { html, type Markup } from "./markup";

/** So many outputs that nobody reads are shown at once; more are folded. */
const FEW = 4;
/** More readers of one output are counted, not named. */
const MOST_READERS = 40;

/** Which outputs change, and which stacks and resources read them; those that nobody reads come last. */
export function blastRadius({ stacks }: Review): Markup | undefined {
  const items = stacks.flatMap(({ id, outputs }) => outputs.map((output) => ({ stack: id, output })));
  if (items.length === 0) return undefined;
  const read = items.filter(({ output }) => output.readers.length > 0);
  const unread = items.filter(({ output }) => output.readers.length === 0);
  const reached = new Set(read.flatMap(({ output }) => output.readers.map((reader) => place(reader).stack)));
  const summary = reached.size > 0 ? `${items.length}, read by ${plural(reached.size, "stack")}` : `${items.length}`;
  return html`<section aria-labelledby="outputs">
<h2 id="outputs">Outputs that change <span class="quiet">${summary}</span></h2>
<ul class="outputs">${read.map(({ stack, output }) => item(stack, output))}</ul>
${
  unread.length > 0
    ? html`<details ${unread.length <= FEW ? html`open` : undefined}><summary>${plural(unread.length, "output")} that no other stack reads</summary><ul class="outputs">${unread.map(({ stack, output }) => item(stack, output))}</ul></details>`
    : undefined
}
</section>`;
}

function item(stack: string, { readers, ...output }: OutputReview): Markup {
  const value = valueText({ path: output.name, ...output });
  return html`<li><p class="output ${output.action}"><span class="mark">${MARKS[output.action]}</span> <span class="quiet">${stack}</span> <b>${output.name}</b> <span class="value">${value}</span></p>${readers.length > 0 ? readersList(readers) : undefined}</li>`;
}

/** Every reading stack with its resources; each is a way to its change. */
function readersList(readers: readonly string[]): Markup {
  const byStack = new Map<string, string[]>();
  for (const reader of readers.slice(0, MOST_READERS)) {
    const { stack, address } = place(reader);
    byStack.set(stack, [...(byStack.get(stack) ?? []), address]);
  }
  const rest = readers.length - MOST_READERS;
  return html`<ul class="readers">${[...byStack].map(
    ([stack, addresses]) =>
      html`<li><span class="quiet">→ ${stack}</span> ${addresses.map(
        (address) =>
          html`<button type="button" class="reader" data-stack="${stack}" data-address="${address}">${address}</button> `,
      )}</li>`,
  )}${rest > 0 ? html`<li class="quiet">and ${rest} more</li>` : undefined}</ul>`;
}

/** `stack: address` */
function place(reader: string): { readonly stack: string; readonly address: string } {
  const at = reader.indexOf(": ");
  return at < 0 ? { stack: "", address: reader } : { stack: reader.slice(0, at), address: reader.slice(at + 2) };
}
