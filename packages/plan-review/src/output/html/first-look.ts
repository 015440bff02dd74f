import type { Review } from "../../review/model";
import type { RuleName } from "../../risk/rules";
import { alike, judgementOf } from "../alike";
import { plural, unjudgedText } from "../text";
import type { Change } from "./changes";
import { html, type Markup } from "./markup";

const URGENT = new Set(["data loss", "outage", "access"]);
const OPEN_POLICY: RuleName = "create-unknown";
/** What is left over is in the list below. */
const MOST = 8;
const MOST_NAMES = 5;

/** The riskiest changes with their reasons: what an operator must have read even when nothing else is. */
export function firstLook(review: Review, changes: readonly Change[]): Markup | undefined {
  const urgent = changes.filter(({ listed }) => URGENT.has(listed.group));
  if (changes.length === 0) return undefined;
  const unknown = unknownTexts(review);
  const said = unknown.map((text) => html`<p class="quiet">${text}</p>`);
  if (urgent.length === 0) {
    const calm = html`<p class="quiet">Nothing here loses data, interrupts requests or widens access, as far as the rules know.</p>`;
    return html`<section class="first"><h2>Look at these first</h2>${said.length > 0 ? said : calm}</section>`;
  }
  const groups = alike(urgent, ({ listed, resource }) => `${listed.stack} ${judgementOf(resource)}`);
  const rest = groups.slice(MOST).flat().length;
  return html`<section class="first"><h2>Look at these first</h2><ol>${groups.slice(0, MOST).map(item)}</ol>${
    rest > 0 ? html`<p class="quiet">and ${rest} more at the top of the list</p>` : undefined
  }${said}</section>`;
}

/** What nobody judged, so that silence is no answer. */
function unknownTexts(review: Review): string[] {
  const open = review.stacks
    .flatMap(({ resources }) => resources)
    .filter(({ findings }) => findings.some(({ rule }) => rule === OPEN_POLICY));
  return [
    ...[unjudgedText(review)].filter((text) => text !== undefined),
    ...(open.length > 0
      ? [`What ${plural(open.length, "policy", "policies")} will allow is known only after the apply.`]
      : []),
  ];
}

/** One change; or many of a type of which the same is said, with the first of them. */
function item(group: readonly Change[]): Markup {
  const [first] = group;
  if (!first) return html``;
  const { stack, action, mark, type, findings } = first.listed;
  const reasons = findings
    .filter(([level]) => URGENT.has(level))
    .map(([level, reason]) => html`<p><span class="risk" data-risk="${level}">${level}</span> ${reason}</p>`);
  const context = html`<span class="quiet">${action} · ${stack}</span>`;
  if (group.length === 1) {
    return html`<li class="first-item"><p class="${action}"><span class="mark">${mark}</span> ${link(first)} ${context}</p>${reasons}</li>`;
  }
  const names = group.slice(0, MOST_NAMES).map((one) => html`${link(one)} `);
  const more = group.length - MOST_NAMES;
  return html`<li class="first-item"><p class="${action}"><span class="mark">${mark}</span> <b>${group.length} ${type}</b> ${context}</p>${reasons}<p>${names}${
    more > 0 ? html`<span class="quiet">and ${more} more</span>` : undefined
  }</p></li>`;
}

function link({ listed: { stack, address } }: Change): Markup {
  return html`<button type="button" class="reader" data-stack="${stack}" data-address="${address}">${address}</button>`;
}
