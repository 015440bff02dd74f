import { button, element, plural, visible } from "./text.js";
import { attributeNode, detailNode } from "./values.js";

// The list of changes: its data, and the nodes of one change.

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

const attributeLines = document.getElementById("attributes").textContent.split("\n");
const listed = JSON.parse(document.getElementById("listed").textContent);
export const changes = listed.changes.map((change, index) => ({ ...change, line: attributeLines[index] }));
/** Where a stack, an action or a risk stands among its kind. */
export const position = new Map(listed.order.map((value, index) => [value, index]));

/** The node of a change, made once. */
export function changeNode(change) {
  change.node ??= makeChangeNode(change);
  return change.node;
}

function makeChangeNode(change) {
  const { stack, action, mark, address, findings, remarks, constructPath, preview, attributeCount, plain } = change;
  const toggle = button("toggle", "", () => open(change, !change.opened));
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-label", visible(`${action} ${address} in ${stack}`));
  const head = element("div", "head", toggle, element("span", "mark", mark), element("span", "address", address));
  head.append(element("span", "action", action), element("span", "stack", stack));
  head.addEventListener("click", (event) => {
    // Marking an address to copy it is no click.
    if (event.target !== toggle && getSelection().isCollapsed) open(change, !change.opened);
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

/** Shows or hides the differences of a change. */
export function open(change, opened) {
  if (Boolean(change.opened) === opened) return;
  change.opened = opened;
  const node = changeNode(change);
  node.classList.toggle("opened", opened);
  node.querySelector(".toggle").setAttribute("aria-expanded", String(opened));
  if (!opened) return node.querySelector(".attributes").remove();
  const attributes = JSON.parse(change.line);
  const content =
    attributes.length > 0 ? attributes.map(attributeNode) : [element("p", "quiet", "No attribute differs.")];
  node.append(element("div", "attributes", ...content));
}

/** Opens changes from the first on, as many as a page bears; says whether that was all. */
export function openMany(list) {
  let attributes = 0;
  for (const change of list) {
    attributes += change.attributeCount;
    if (attributes > MOST_OPENED) return false;
    open(change, true);
  }
  return true;
}

/** Whether a change holds every word, in what the list says or in its attributes. */
export function matches(change, words) {
  if (words.length === 0) return true;
  const { stack, action, address, findings, remarks, constructPath = "" } = change;
  change.text ??= [stack, action, address, constructPath, ...findings.flat(), ...remarks].join("\n").toLowerCase();
  return words.every(({ plain, written }) => {
    if (change.text.includes(plain)) return true;
    change.lowerLine ??= change.line.toLowerCase();
    return change.lowerLine.includes(written);
  });
}

/** What is searched for, as it stands in text and as it is written in the attributes' JSON. */
export function searchedWords(text) {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((plain) => ({ plain, written: JSON.stringify(plain).slice(1, -1).replaceAll("<", "\\u003c") }));
}
