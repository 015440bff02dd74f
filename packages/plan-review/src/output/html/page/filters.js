import { byPosition, changeNode, changes, GROUP_TITLES, matches, searchedWords } from "./changes.js";
import { button, byId, element, plural, visible } from "./text.js";

/**
 * @typedef {import("./changes.js").ListedInPage} Change
 * @typedef {{
 *   select: HTMLSelectElement,
 *   all: string,
 *   valuesOf: (change: Change) => string[],
 *   values: ReadonlySet<string>,
 * }} Filter
 */

// Search and filters, and the list of what they leave.

/** So many changes appear at once; the others follow while the page already answers. */
const FIRST = 120;
const SLICE = 400;
/** So many of a type need no heading of their own. */
const FEW_ALIKE = 3;
/** @type {readonly (keyof Change)[]} */
const KEYS_OF_RUN = ["type", "action", "group", "stack"];

export const list = byId("changes", HTMLElement);
export const search = byId("search", HTMLInputElement);
const order = byId("order", HTMLSelectElement);
const status = byId("status", HTMLElement);
/** @type {Readonly<Record<string, Filter>>} */
const filters = {
  stack: filter("stack", "every stack", (change) => [change.stack]),
  action: filter("action", "every action", (change) => [change.action]),
  risk: filter("risk", "every risk", (change) => [...new Set(change.findings.map(([level]) => level))]),
};

/** @type {{ found: Change[], shown: number, selected: number }} What search and filters leave, how much of it is in the page, and where the keys stand. */
export const view = { found: [], shown: 0, selected: -1 };
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pending;

/**
 * A filter: what of a change it goes by, and every value that there is. With one value there is nothing to choose.
 * @param {string} name
 * @param {string} all
 * @param {(change: Change) => string[]} valuesOf
 * @returns {Filter}
 */
function filter(name, all, valuesOf) {
  const select = byId(name, HTMLSelectElement);
  const values = new Set(changes.flatMap(valuesOf).sort(byPosition));
  select.hidden = values.size < 2;
  return { select, all, valuesOf, values };
}

export function update() {
  const words = searchedWords(search.value);
  const matching = changes.filter((change) => matches(change, words));
  for (const one of Object.values(filters)) offer(one, filtered(matching, one));
  view.found = filtered(matching);
  if (order.value === "stack") view.found.sort((a, b) => byPosition(a.stack, b.stack));
  view.selected = -1;
  render();
  const of = view.found.length < changes.length ? `${view.found.length.toLocaleString("en")} of ` : "";
  status.textContent = `${of}${plural(changes.length, "change")}`;
  for (const control of document.querySelectorAll("[data-filter]")) {
    const [name, value] = [control.getAttribute("data-filter") ?? "", control.getAttribute("data-value")];
    control.setAttribute("aria-pressed", String(filters[name]?.select.value === value));
  }
}

/**
 * What the filters leave, without the one that is left out.
 * @param {readonly Change[]} list
 * @param {Filter} [without]
 */
function filtered(list, without) {
  const active = Object.values(filters).filter((one) => one !== without && one.select.value !== "");
  return list.filter((change) => active.every(({ select, valuesOf }) => valuesOf(change).includes(select.value)));
}

/**
 * Offers the values that exist under search and the other filters, and how often.
 * @param {Filter} filter
 * @param {readonly Change[]} left
 */
function offer({ select, all, valuesOf, values }, left) {
  const chosen = select.value;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const value of left.flatMap(valuesOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const offered = [...values].filter((value) => counts.has(value) || value === chosen);
  select.replaceChildren(
    new Option(all, ""),
    ...offered.map((value) => new Option(visible(`${value} (${counts.get(value) ?? 0})`), value)),
  );
  select.value = chosen;
}

/** Fills the list: the first changes at once, the others in slices so that the page never stands still. */
function render() {
  clearTimeout(pending);
  list.replaceChildren();
  view.shown = 0;
  if (view.found.length === 0) {
    list.append(element("p", "nothing", "Nothing matches. ", button("", "Show everything", reset)));
    return;
  }
  const slice = (/** @type {number} */ count) => {
    appendUntil(view.shown + count);
    if (view.shown < view.found.length) pending = setTimeout(slice, 0, SLICE);
  };
  slice(FIRST);
}

/** @param {number} count */
export function appendUntil(count) {
  for (const [at, change] of view.found.slice(view.shown, count).entries()) {
    const index = view.shown + at;
    const group = groupNode(change);
    const alike = runFrom(index);
    if (alike > FEW_ALIKE) group.append(element("li", "type quiet", `${alike.toLocaleString("en")} ${change.type}`));
    group.append(changeNode(change));
  }
  view.shown = Math.max(view.shown, Math.min(view.found.length, count));
}

/**
 * How many neighbours from a change on are of its type and go its way; none where it is one of a run that began before.
 * @param {number} start
 */
function runFrom(start) {
  const own = view.found[start];
  const isAlike = (/** @type {Change | undefined} */ other) =>
    other !== undefined && KEYS_OF_RUN.every((key) => other[key] === own?.[key]);
  if (isAlike(view.found[start - 1])) return 0;
  let end = start + 1;
  while (isAlike(view.found[end])) end += 1;
  return end - start;
}

/**
 * The list under the heading that a change belongs to.
 * @param {Change} change
 * @returns {Element}
 */
function groupNode(change) {
  const byStack = order.value === "stack";
  const keyOf = (/** @type {Change} */ { stack, group }) => (byStack ? stack : group);
  const key = keyOf(change);
  const last = list.lastElementChild;
  if (last?.lastElementChild && last.getAttribute("data-key") === key) return last.lastElementChild;
  const count = view.found.filter((other) => keyOf(other) === key).length;
  const title = byStack ? change.stack : GROUP_TITLES[change.group];
  const heading = element("h2", "", title, " ", element("span", "quiet", count.toLocaleString("en")));
  const changesOfGroup = element("ol", "");
  const section = element("section", "group", heading, changesOfGroup);
  section.dataset.key = key;
  list.append(section);
  return changesOfGroup;
}

export function reset() {
  search.value = "";
  for (const { select } of Object.values(filters)) select.value = "";
  update();
}

/**
 * Presses a filter, or lets it go when it is pressed.
 * @param {string} name
 * @param {string} value
 */
export function press(name, value) {
  const select = filters[name]?.select;
  if (!select) return;
  const next = select.value === value ? "" : value;
  if (![...select.options].some((option) => option.value === next)) select.append(new Option(next, next));
  select.value = next;
  update();
}

search.addEventListener("input", update);
for (const { select } of Object.values(filters)) select.addEventListener("change", update);
order.addEventListener("change", update);
order.hidden = filters.stack.values.size < 2;
update();
