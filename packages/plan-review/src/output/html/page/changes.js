import { button, byId, element, plural, visible } from "./text.js";
import { attributeNode, detailNode } from "./values.js";

// The list of changes: its data, and the nodes of one change.

/**
 * One line of the list, and what became of it in the page.
 * @typedef {import("../changes").ListedChange & {
 *   line: string,
 *   node?: HTMLElement,
 *   opened?: boolean,
 *   text?: string,
 *   lowerLine?: string,
 * }} ListedInPage
 * @typedef {{ plain: string, written: string }} Word
 */

/** @type {Readonly<Record<import("../changes").Group, string>>} */
export const GROUP_TITLES = {
  "data loss": "Data loss",
  outage: "Outage",
  access: "Access",
  drift: "Drift",
  cost: "Cost",
  change: "Plain changes",
  cosmetic: "Cosmetic",
  other: "Only read",
};
/** Opening more attributes at once makes the page slow, and a print unreadable. */
const MOST_OPENED = 4000;

const attributeLines = (byId("attributes", HTMLScriptElement).textContent ?? "").split("\n");
/** @type {{ order: string[], changes: import("../changes").ListedChange[] }} */
const listed = JSON.parse(byId("listed", HTMLScriptElement).textContent ?? "");
/** @type {ListedInPage[]} */
export const changes = listed.changes.map((change, index) => ({ ...change, line: attributeLines[index] ?? "" }));
/** Where a stack, an action or a risk stands among its kind. */
const positions = new Map(listed.order.map((value, index) => [value, index]));

/**
 * @param {string} a
 * @param {string} b
 */
export function byPosition(a, b) {
  return (positions.get(a) ?? 0) - (positions.get(b) ?? 0);
}

/**
 * The node of a change, made once.
 * @param {ListedInPage} change
 */
export function changeNode(change) {
  change.node ??= makeChangeNode(change);
  return change.node;
}

/** @param {ListedInPage} change */
function makeChangeNode(change) {
  const { stack, action, mark, address, findings, remarks, constructPath, preview, attributeCount, plain } = change;
  const toggle = button("toggle", "", () => open(change, !change.opened));
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-label", visible(`${action} ${address} in ${stack}`));
  const head = element("div", "head", toggle, element("span", "mark", mark), element("span", "address", address));
  head.append(element("span", "action", action), element("span", "stack", stack));
  head.addEventListener("click", (event) => {
    // Marking an address to copy it is no click.
    if (event.target !== toggle && getSelection()?.isCollapsed) open(change, !change.opened);
  });
  const body = element("div", "body");
  for (const [level, reason] of plain ? [] : findings) {
    const badge = element("span", "risk", level);
    badge.dataset.risk = level;
    body.append(element("p", "", badge, " ", reason));
  }
  const notes = [...remarks, ...(constructPath ? [constructPath] : [])];
  if (notes.length > 0) body.append(element("p", "quiet", notes.join(" · ")));
  if (preview.length > 0) {
    const rest =
      attributeCount > preview.length ? [element("li", "quiet", `${plural(attributeCount, "attribute")} in all`)] : [];
    body.append(element("ul", "details preview", ...preview.map(detailNode), ...rest));
  }
  const item = element("li", `change ${action}`, head, body);
  item.dataset.risk = findings[0]?.[0] ?? "";
  // For the height that the page reserves as long as the change is out of sight.
  item.style.setProperty("--lines", String(1 + body.querySelectorAll("p, li").length));
  return item;
}

/**
 * Shows or hides the differences of a change.
 * @param {ListedInPage} change
 * @param {boolean} opened
 */
export function open(change, opened) {
  if (Boolean(change.opened) === opened) return;
  change.opened = opened;
  const node = changeNode(change);
  node.classList.toggle("opened", opened);
  node.querySelector(".toggle")?.setAttribute("aria-expanded", String(opened));
  if (!opened) {
    node.querySelector(".attributes")?.remove();
    return;
  }
  /** @type {import("../changes").ListedAttribute[]} */
  const attributes = JSON.parse(change.line);
  const content =
    attributes.length > 0 ? attributes.map(attributeNode) : [element("p", "quiet", "No attribute differs.")];
  node.append(element("div", "attributes", ...content));
}

/**
 * Opens changes from the first on, as many as a page bears; says whether that was all.
 * @param {readonly ListedInPage[]} list
 */
export function openMany(list) {
  let attributes = 0;
  for (const change of list) {
    attributes += change.attributeCount;
    if (attributes > MOST_OPENED) return false;
    open(change, true);
  }
  return true;
}

/**
 * Whether a change holds every word, in what the list says or in its attributes.
 * @param {ListedInPage} change
 * @param {readonly Word[]} words
 */
export function matches(change, words) {
  if (words.length === 0) return true;
  const { stack, action, address, findings, remarks, constructPath = "" } = change;
  change.text ??= [stack, action, address, constructPath, ...findings.flat(), ...remarks].join("\n").toLowerCase();
  const { text } = change;
  return words.every(({ plain, written }) => {
    if (text.includes(plain)) return true;
    change.lowerLine ??= change.line.toLowerCase();
    return change.lowerLine.includes(written);
  });
}

/**
 * What is searched for, as it stands in text and as it is written in the attributes' JSON.
 * @param {string} text
 * @returns {Word[]}
 */
export function searchedWords(text) {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((plain) => ({ plain, written: JSON.stringify(plain).slice(1, -1).replaceAll("<", "\\u003c") }));
}
