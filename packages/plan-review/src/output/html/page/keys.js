import { changeNode, changes, open, openMany } from "./changes.js";
import { appendUntil, list, press, reset, search, update, view } from "./filters.js";
import { byId, element, plural } from "./text.js";

// Keyboard, clicks on the overview, printing.

const help = byId("help", HTMLDialogElement);
const openAll = byId("open-all", HTMLButtonElement);

/**
 * Moves to another change and shows where.
 * @param {number} step
 */
function move(step) {
  const current = view.found.findIndex(({ node }) => node?.contains(document.activeElement));
  goTo(Math.max(0, Math.min(view.found.length - 1, (current >= 0 ? current : view.selected) + step)));
}

/** @param {number} index */
function goTo(index) {
  const change = view.found[index];
  if (!change) return;
  view.selected = index;
  appendUntil(index + 1);
  const node = changeNode(change);
  const toggle = node.querySelector(".toggle");
  if (toggle instanceof HTMLElement) toggle.focus({ preventScroll: true });
  const reveal = () => node.scrollIntoView({ block: "nearest" });
  reveal();
  // What comes into sight on the way takes its real height only then, and moves what was aimed at.
  requestAnimationFrame(() => requestAnimationFrame(reveal));
}

/** Everything again, and the focus out of the way of the keys. */
function everything() {
  if (help.open) {
    help.close();
    return;
  }
  reset();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** @type {Readonly<Record<string, () => void>>} */
const KEYS = {
  "/": () => search.focus(),
  j: () => move(1),
  k: () => move(-1),
  End: () => goTo(view.found.length - 1),
  "?": () => help.showModal(),
  Escape: everything,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { activeElement } = document;
  // From the search straight to what it found.
  if (activeElement === search && event.key === "Enter") return move(1);
  if ((["INPUT", "SELECT"].includes(activeElement?.tagName ?? "") || help.open) && event.key !== "Escape") return;
  const box = activeElement?.closest("g[data-filter]");
  if (box && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    return pressed(box);
  }
  if (!Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]?.();
});

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const filter = target.closest("[data-filter]");
  if (filter) {
    pressed(filter);
    return;
  }
  const reader = target.closest(".reader");
  if (reader) show(reader.getAttribute("data-stack") ?? "", reader.getAttribute("data-address") ?? "");
});

/** @param {Element} control */
function pressed(control) {
  press(control.getAttribute("data-filter") ?? "", control.getAttribute("data-value") ?? "");
}

/**
 * Opens the change of an address, also where the configuration names it without its index.
 * @param {string} stack
 * @param {string} address
 */
function show(stack, address) {
  reset();
  const own = view.found.findIndex((change) => change.stack === stack && change.address === address);
  const at =
    own >= 0 ? own : view.found.findIndex((one) => one.stack === stack && one.address.startsWith(`${address}[`));
  const change = view.found[at];
  if (change) {
    open(change, true);
    goTo(at);
    return;
  }
  // It reads an output that changes, and yet does not change itself.
  search.value = address;
  update();
  search.focus();
}

openAll.addEventListener("click", () => {
  const opening = openAll.textContent === "Open all";
  if (opening) openMany(view.found);
  else for (const change of changes) open(change, false);
  openAll.textContent = opening ? "Close all" : "Open all";
});
byId("show-help", HTMLButtonElement).addEventListener("click", () => help.showModal());
byId("close-help", HTMLButtonElement).addEventListener("click", () => help.close());

const printNote = element("p", "print-note");
list.before(printNote);
/** @type {import("./changes.js").ListedInPage[]} */
let openedForPrint = [];

window.addEventListener("beforeprint", () => {
  appendUntil(view.found.length);
  const closed = view.found.filter(({ opened }) => !opened);
  const all = openMany(closed);
  openedForPrint = closed.filter(({ opened }) => opened);
  const first = plural(openedForPrint.length, "change");
  printNote.textContent = all ? "" : `The differences of the first ${first} are printed, the riskiest first.`;
});
window.addEventListener("afterprint", () => {
  for (const change of openedForPrint) open(change, false);
});
