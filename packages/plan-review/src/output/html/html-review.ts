import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACTIONS, type ResourceReview, type Review, RISK_LEVELS } from "../../review/model";
import { byRisk } from "../terminal";
import { MARKS, printable, remarks, topLine, valueText } from "../text";
import { embeddedJson, escapeHtml } from "./escape";
import { picture } from "./picture";

/** The review as one file that needs nothing else, and lets nothing run but its own script. */
export function htmlReview(review: Review): string {
  const [style, script] = ["page.css", "page.js"].map((file) => readFileSync(join(__dirname, file), "utf8")) as [
    string,
    string,
  ];
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  const used = new Set(review.stacks.flatMap(({ resources }) => resources.map(({ action }) => action)));
  const options = (values: readonly string[]) =>
    values.map((value) => `<option value="${escapeHtml(value)}">${escapeHtml(printable(value))}</option>`).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan review: ${escapeHtml(topLine(review))}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(topLine(review))}</h1>
<p class="quiet">In the order of a deploy: ${review.stacks.map(({ id }) => escapeHtml(printable(id))).join(" → ")}</p>
${notes(review)}
<div class="picture">${picture(review)}</div>
${outputs(review)}
<div class="tools" role="search">
<input id="search" type="search" placeholder="Search addresses, reasons, attributes ( / )" aria-label="Search">
<select id="stack" aria-label="Stack"><option value="">every stack</option>${options(review.stacks.map(({ id }) => id))}</select>
<select id="action" aria-label="Action"><option value="">every action</option>${options(ACTIONS.filter((action) => used.has(action)))}</select>
<select id="risk" aria-label="Risk"><option value="">every risk</option>${options(RISK_LEVELS)}</select>
</div>
<p id="status" class="quiet" role="status"></p>
<ol id="changes"></ol>
<p id="more" class="quiet">…</p>
<dialog id="help"><h2>Keys</h2><p><code>/</code> search · <code>j</code> <code>k</code> next and previous · <code>Enter</code> open · <code>Escape</code> everything again · <code>?</code> this help</p></dialog>
<script type="application/json" id="review">${embeddedJson(rows(review))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** What the script shows, one entry per change. */
function rows(review: Review): object[] {
  return review.stacks.flatMap(({ id, resources, drift }) => [
    ...byRisk(resources).map((resource) => row(id, resource, resource.action, MARKS[resource.action])),
    ...drift.map((resource) => row(id, resource, "drift", "≠")),
  ]);
}

function row(stack: string, resource: ResourceReview, action: string, mark: string): object {
  const { address, findings, attributes, constructPath } = resource;
  const reasons =
    action === "drift"
      ? "differs from what was applied"
      : findings.map(({ level, reason }) => `${level}: ${reason}`).join(" · ");
  const searched = [address, constructPath, reasons, ...attributes.map((one) => `${one.path} ${valueText(one)}`)];
  return {
    stack: printable(stack),
    action,
    mark,
    risk: findings[0]?.level ?? "",
    address: printable(address),
    reasons: printable(reasons),
    remarks: [...remarks(resource), ...(constructPath ? [constructPath] : [])].map(printable),
    attributes,
    text: searched.filter(Boolean).join(" ").toLowerCase(),
  };
}

function notes({ stacks }: Review): string {
  const lines = stacks.flatMap(({ id, caveats, failedChecks, waitsFor }) => [
    ...[...caveats, ...failedChecks].map(
      (text) => `<li class="forces">${escapeHtml(printable(`${id}: ${text}`))}</li>`,
    ),
    ...(waitsFor.length > 0
      ? [
          `<li>${escapeHtml(printable(`${id} was planned with stand-ins for the outputs of ${waitsFor.join(", ")}`))}</li>`,
        ]
      : []),
  ]);
  return lines.length > 0 ? `<ul>${lines.join("")}</ul>` : "";
}

function outputs({ stacks }: Review): string {
  const lines = stacks.flatMap(({ id, outputs: list }) =>
    list.map(({ name, readers, ...output }) => {
      const read = readers.length > 0 ? ` — read by ${readers.join(", ")}` : "";
      return `<li><code>${escapeHtml(printable(`${MARKS[output.action]} ${id}: ${name} = ${valueText({ path: name, ...output })}`))}</code>${escapeHtml(printable(read))}</li>`;
    }),
  );
  return lines.length > 0
    ? `<details><summary>${lines.length} outputs change</summary><ul>${lines.join("")}</ul></details>`
    : "";
}
