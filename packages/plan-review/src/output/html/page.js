// Runs in the review's page. Everything from the plan goes in as text, never as markup.

const CHUNK = 150;
const rows = JSON.parse(document.getElementById("review").textContent);
const list = document.getElementById("changes");
const search = document.getElementById("search");
const filters = ["stack", "action", "risk"].map((name) => document.getElementById(name));
const status = document.getElementById("status");
const more = document.getElementById("more");
const help = document.getElementById("help");

let found = rows;
let shown = 0;
let selected = -1;
const opened = new Set();

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function attributeNodes(attribute) {
  const name = element("dt", "", attribute.path);
  if (attribute.forcesReplacement) name.append(" ", element("span", "forces", "forces replacement"));
  const value = element("dd");
  if (attribute.sensitive) value.textContent = "(sensitive)";
  else {
    if (attribute.before !== undefined) value.append(element("span", "before", attribute.before));
    const next = attribute.unknown ? "(known after apply)" : attribute.after;
    if (attribute.before !== undefined) value.append(" → ");
    value.append(element("span", "after", next === undefined ? "(gone)" : next));
  }
  const details = (attribute.details ?? []).map((text) => element("dd", "", text));
  return [name, value, ...details];
}

function open(item, row) {
  item.firstChild.setAttribute("aria-expanded", "true");
  const attributes = element("dl", "attributes");
  attributes.append(...row.attributes.flatMap(attributeNodes));
  if (row.attributes.length === 0) attributes.append(element("dd", "quiet", "no attribute differs"));
  item.append(attributes);
}

function toggle(item, row) {
  if (item.children.length > 1) {
    item.lastChild.remove();
    item.firstChild.setAttribute("aria-expanded", "false");
    opened.delete(row);
  } else {
    open(item, row);
    opened.add(row);
  }
}

function rowNode(row) {
  const item = element("li", `change ${row.action}`);
  item.dataset.risk = row.risk;
  const head = element("button");
  head.type = "button";
  head.setAttribute("aria-expanded", "false");
  head.append(element("span", "mark", row.mark), element("span", "address", row.address));
  head.append(element("span", "quiet", row.stack));
  head.append(element("span", "reasons", [row.reasons, ...row.remarks].filter(Boolean).join(" · ")));
  head.addEventListener("click", () => toggle(item, row));
  item.append(head);
  if (opened.has(row)) open(item, row);
  return item;
}

function showMore(count = CHUNK) {
  list.append(...found.slice(shown, shown + count).map(rowNode));
  shown = Math.min(found.length, shown + count);
  more.hidden = shown >= found.length;
}

function update() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const [stack, action, risk] = filters.map((filter) => filter.value);
  found = rows.filter(
    (row) =>
      (!stack || row.stack === stack) &&
      (!action || row.action === action) &&
      (!risk || row.risk === risk) &&
      words.every((word) => row.text.includes(word)),
  );
  list.replaceChildren();
  shown = 0;
  selected = -1;
  showMore();
  status.textContent = `${found.length} of ${rows.length} changes`;
}

function select(step) {
  const next = Math.max(0, Math.min(found.length - 1, selected + step));
  while (next >= shown && shown < found.length) showMore();
  selected = next;
  const item = list.children[selected];
  if (item) {
    item.firstChild.focus();
    item.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (help.open) help.close();
    else {
      search.value = "";
      for (const filter of filters) filter.value = "";
      update();
      search.blur();
    }
    return;
  }
  if (["INPUT", "SELECT"].includes(document.activeElement.tagName)) return;
  const actions = {
    "/": () => search.focus(),
    j: () => select(1),
    k: () => select(-1),
    "?": () => help.showModal(),
  };
  if (actions[event.key]) {
    event.preventDefault();
    actions[event.key]();
  }
});
search.addEventListener("input", update);
for (const filter of filters) filter.addEventListener("change", update);
new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) showMore();
}).observe(more);
window.addEventListener("beforeprint", () => showMore(found.length));
update();
