import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { GateResult } from "../../gates/policy";
import { ACTIONS } from "../../plan/action";
import type { Review } from "../../review/model";
import { RISK_LEVELS } from "../../risk/finding";
import { topLine } from "../text";
import { blastRadius } from "./blast-radius";
import { type Change, changes, listedAttribute } from "./changes";
import { firstLook } from "./first-look";
import { header } from "./header";
import { embeddedJson, html, Markup } from "./markup";
import { notices } from "./notices";
import { picture } from "./picture";

const STYLES = ["page.css", "summary.css", "changes.css", "print.css"];
/** Each imports from those before it alone. */
const SCRIPTS = ["text.js", "values.js", "changes.js", "filters.js", "keys.js"];

/** The review as one file that needs nothing else, and lets nothing run but its own script. */
export function htmlReview(review: Review, gates?: GateResult): string {
  const [style, script] = [source(STYLES), asOneScript(source(SCRIPTS))];
  const policy = [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const listed = changes(review);
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Plan review: ${topLine(review)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${header(review, listed)}
<div class="notices">${notices(review, gates)}</div>
${listed.length === 0 ? nothing(review) : undefined}
<div class="overview">${firstLook(review, listed)}${picture(review)}</div>
${blastRadius(review)}
${listed.length > 0 ? list(review, listed) : undefined}
${listed.length > 0 ? html`<script type="module">${new Markup(script)}</script>` : undefined}
</body>
</html>
`;
  return text;
}

/** The tools, the list that the script fills, and what it fills it with. */
function list({ stacks }: Review, listed: readonly Change[]): Markup {
  // The order in which the filters offer what exists.
  const order = [...stacks.map(({ id }) => id), ...ACTIONS, "drift", ...RISK_LEVELS];
  // Added up, not joined: that way a long text is copied once, at the end.
  let attributes = "";
  for (const { attributes: all } of listed) attributes += `${embeddedJson(all.map(listedAttribute))}\n`;
  return html`<main>
<div class="tools" role="search">
<input id="search" type="search" placeholder="Search ( / )" aria-label="Search addresses, reasons and values" autocomplete="off" spellcheck="false">
<select id="stack" aria-label="Stack"></select>
<select id="action" aria-label="Action"></select>
<select id="risk" aria-label="Risk"></select>
<select id="order" aria-label="Order"><option value="risk">by risk</option><option value="stack">by stack</option></select>
<button type="button" id="open-all">Open all</button>
<button type="button" id="show-help" aria-label="Keys">?</button>
<p id="status" class="quiet" role="status"></p>
</div>
<noscript><p class="notice alert">The list of changes needs this file's script, which does not run here.</p></noscript>
<div id="changes"></div>
</main>
<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2>
<dl><dt><kbd>/</kbd></dt><dd>search</dd><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous change</dd><dt><kbd>End</kbd></dt><dd>last change</dd><dt><kbd>Enter</kbd></dt><dd>open or close its differences</dd><dt><kbd>Escape</kbd></dt><dd>drop search and filters</dd><dt><kbd>?</kbd></dt><dd>these keys</dd></dl>
<button type="button" id="close-help">Close</button></dialog>
<script type="application/json" id="listed">${new Markup(embeddedJson({ order, changes: listed.map((change) => change.listed) }))}</script>
<script type="text/plain" id="attributes">${new Markup(attributes)}</script>`;
}

/** Said where nothing is listed: that all is well only when all is known. */
function nothing({ stacks }: Review): Markup {
  if (stacks.some(({ outputs, waitsFor, caveats }) => outputs.length + waitsFor.length + caveats.length > 0)) {
    return html`<p class="nothing">No resource changes are planned.</p>`;
  }
  const whole = stacks.length === 1 ? "the stack is" : `the ${stacks.length} stacks are`;
  return html`<p class="nothing"><b class="create"><span class="mark">✓</span> Nothing to apply.</b> What ${whole} made of is as configured, and nothing has drifted.</p>`;
}

function source(files: readonly string[]): string {
  return files.map((file) => readFileSync(join(__dirname, "page", file), "utf8")).join("\n");
}

/** Modules one after the other, without the lines that tie them together. */
function asOneScript(modules: string): string {
  return modules.replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, "");
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
