import { button, element, plural } from "./text.js";

/**
 * A line of two texts: `-` in the first, `+` in the second, a space in both.
 * @typedef {[mark: " " | "-" | "+", line: string]} Line
 */

// One attribute: its value before and after, or line by line where it holds a document or several lines.

const FORCES_REPLACEMENT = 1;
const NO_VALUE = 2;
/** Longer values are cut until somebody asks for the rest. */
const LONGEST_VALUE = 1500;
/** Equal lines around a difference that stay visible. */
const CONTEXT = 2;
/** Comparing line by line takes before × after steps. */
const MOST_STEPS = 2_000_000;
/** @type {ReadonlyMap<string, string>} */
const CLASSES = new Map([
  ["-", "before"],
  ["+", "after"],
]);

/**
 * The value as a person reads it: documents indented, texts of several lines as such, the rest as JSON.
 * @param {string} json
 */
function readable(json) {
  const value = parsed(json);
  if (typeof value === "object" && json.length > 60) return indented(json);
  if (typeof value !== "string") return json;
  const inner = parsed(value);
  if (typeof inner === "object") return indented(value);
  return value.includes("\n") ? value : json;
}

/**
 * The content; undefined for what is no JSON, and for null.
 * @param {string} json
 * @returns {unknown}
 */
function parsed(json) {
  try {
    return JSON.parse(json) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * JSON over several lines, each character of it kept: to parse it and write it again would round numbers.
 * @param {string} json
 */
function indented(json) {
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  return json.replace(
    /"(?:[^"\\]|\\.)*"|([{[])\s*([}\]])?|[}\]]|,|:|\s+/g,
    (
      /** @type {string} */ token,
      /** @type {string | undefined} */ opening,
      /** @type {string | undefined} */ closing,
    ) => {
      if (opening) {
        if (closing) return opening + closing;
        depth += 1;
        return opening + line();
      }
      if (token === "}" || token === "]") {
        depth -= 1;
        return line() + token;
      }
      if (token === ",") return token + line();
      if (token === ":") return ": ";
      return token.startsWith('"') ? token : "";
    },
  );
}

/**
 * `[mark, line]` for every line of both, or undefined when they are too long to compare.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @returns {Line[] | undefined}
 */
function lineDifference(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [old, next] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  if (old.length * next.length > MOST_STEPS) return undefined;
  // Lengths of the longest common rest, from every pair of lines on.
  const width = next.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = next.length - 1; j >= 0; j--) {
      const at = i * width + j;
      common[at] = old[i] === next[j] ? common[at + width + 1] + 1 : Math.max(common[at + width], common[at + 1]);
    }
  }
  /** @type {Line[]} */
  const lines = before.slice(0, start).map((line) => [" ", line]);
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      lines.push([" ", old[i]]);
      i += 1;
      j += 1;
    } else if (j >= next.length || (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      lines.push(["-", old[i]]);
      i += 1;
    } else {
      lines.push(["+", next[j]]);
      j += 1;
    }
  }
  for (const line of before.slice(before.length - end)) lines.push([" ", line]);
  return lines;
}

/**
 * The differing lines with some context; what is left out is counted.
 * @param {readonly Line[]} lines
 */
function differenceNode(lines) {
  const node = element("pre", "value lines");
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(([mark]) => mark !== " "),
  );
  let left = 0;
  const skip = () => {
    if (left > 0) node.append(element("span", "skipped", `⋯ ${plural(left, "equal line")}\n`));
    left = 0;
  };
  for (const [index, [mark, line]] of lines.entries()) {
    if (near[index]) {
      skip();
      const className = CLASSES.get(mark) ?? "";
      node.append(element("span", className, `${mark} ${line}\n`));
    } else left += 1;
  }
  skip();
  return node;
}

/**
 * Text of one value; what stands in for another stack's output is told apart, the part that differs is marked.
 * @param {string} className
 * @param {string} text
 * @param {readonly [start: number, end: number]} [differing]
 */
function valueNode(className, text, [start, end] = [0, 0]) {
  const node = element("span", `value ${className}`);
  const fill = (/** @type {number} */ length) => {
    const parts =
      end > start ? [text.slice(0, start), text.slice(start, end), text.slice(end, length)] : [text.slice(0, length)];
    node.replaceChildren(
      ...parts.flatMap((part, index) =>
        part
          .split(/(‹[^›]* of [^›]*›)/)
          .filter(Boolean)
          .map((piece, at) => element(index === 1 ? "mark" : "span", at % 2 === 1 ? "stand-in" : "", piece)),
      ),
    );
  };
  if (text.length > LONGEST_VALUE) {
    fill(Math.max(LONGEST_VALUE, Math.min(end, 2 * LONGEST_VALUE)));
    const more = button("more", `all ${plural(text.length, "character")}`, () => fill(text.length));
    node.append("… ", more);
  } else fill(text.length);
  return node;
}

/**
 * Where two texts differ: what they share at both ends is cut off.
 * @param {string} before
 * @param {string} after
 * @returns {[start: number, end: number]}
 */
function differingPart(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [start, end];
}

/** @param {import("../changes").ListedAttribute} attribute */
export function attributeNode([path, before, after, flags, details = []]) {
  const name = element("div", "path", path);
  if (flags & FORCES_REPLACEMENT) name.append(" ", element("span", "forces", "forces replacement"));
  const values = element("div", "values");
  if (details.length > 0) values.append(element("ul", "details", ...details.map(detailNode)));
  values.append(...valueNodes(before, after, flags));
  const node = element("div", "attribute", name, values);
  return node;
}

/**
 * What differs inside of a document; the mark of what comes or goes stands in front or after a name.
 * @param {string} text
 */
export function detailNode(text) {
  const [, mark] = /^(?:~ [^:]*: )?([+-]) /.exec(text) ?? [];
  return element("li", CLASSES.get(mark ?? "") ?? "", text);
}

/**
 * @param {string | 0} before
 * @param {string | 0} after
 * @param {number} flags
 * @returns {HTMLElement[]}
 */
function valueNodes(before, after, flags) {
  const next = flags & NO_VALUE ? element("span", "value unknown", String(after)) : undefined;
  if (before === 0) return [next ?? valueNode("after", after === 0 ? "(empty)" : readable(after))];
  if (next) return [valueNode("before", readable(before)), arrow(), next];
  if (after === 0) return [valueNode("before", readable(before)), arrow(), element("span", "value unknown", "(gone)")];
  const [old, fresh] = [readable(before), readable(after)];
  if (old.includes("\n") && fresh.includes("\n")) {
    const lines = lineDifference(old.split("\n"), fresh.split("\n"));
    if (lines?.some(([mark]) => mark !== " ")) return [differenceNode(lines)];
  }
  const [start, end] = differingPart(old, fresh);
  // Short values are taken in as a whole.
  const marked = start + end > 8;
  return [
    valueNode("before", old, marked ? [start, old.length - end] : undefined),
    arrow(),
    valueNode("after", fresh, marked ? [start, fresh.length - end] : undefined),
  ];
}

function arrow() {
  return element("span", "arrow", " → ");
}
