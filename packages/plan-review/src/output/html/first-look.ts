import type { Review } from "../../review/model";
import { unjudgedText } from "../text";
import type { Change } from "./changes";
import { html, type Markup } from "./markup";

const URGENT = new Set(["data loss", "outage", "access"]);
/** What is left over is in the list below. */
const MOST = 8;

/** The riskiest changes with their reasons: what an operator must have read even when nothing else is. */
export function firstLook(review: Review, changes: readonly Change[]): Markup | undefined {
  const urgent = changes.filter(({ listed }) => URGENT.has(listed.group));
  if (changes.length === 0) return undefined;
  if (urgent.length === 0) {
    return html`<section class="first"><h2>Look at these first</h2><p class="quiet">${unjudgedText(review) ?? "Nothing here loses data, interrupts requests or widens access, as far as the rules know."}</p></section>`;
  }
  const rest = urgent.length - MOST;
  return html`<section class="first"><h2>Look at these first</h2><ol>${urgent.slice(0, MOST).map(item)}</ol>${
    rest > 0 ? html`<p class="quiet">and ${rest} more at the top of the list</p>` : undefined
  }</section>`;
}

function item({ listed: { stack, action, mark, address, findings } }: Change): Markup {
  const reasons = findings
    .filter(([level]) => URGENT.has(level))
    .map(([level, reason]) => html`<p><span class="risk" data-risk="${level}">${level}</span> ${reason}</p>`);
  return html`<li class="first-item"><p class="${action}"><span class="mark">${mark}</span> <button type="button" class="reader" data-stack="${stack}" data-address="${address}">${address}</button> <span class="quiet">${action} · ${stack}</span></p>${reasons}</li>`;
}
