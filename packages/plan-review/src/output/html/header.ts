import { ACTIONS } from "../../plan/action";
import type { Review } from "../../review/model";
import { RISK_LEVELS } from "../../risk/finding";
import { costText, hasChanges, MARKS, priceText, summaryText } from "../text";
import type { Change } from "./changes";
import { html, type Markup } from "./markup";

/** Less than half a cent is none. */
const SMALLEST_COST = 0.005;

/** What the plan does in one line, and how much of each kind; every count is a filter. */
export function header(review: Review, changes: readonly Change[]): Markup {
  const { stacks, monthlyCost } = review;
  const versions = [...new Set(stacks.flatMap(({ terraformVersion }) => terraformVersion ?? []))];
  const context = [
    `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`,
    ...versions.map((version) => `Terraform ${version}`),
  ];
  return html`<header>
<p class="quiet">Plan review · ${context.join(" · ")}</p>
<h1>${headline(review)}</h1>
${Math.abs(monthlyCost) >= SMALLEST_COST ? html`<p class="cost">${costText(monthlyCost)}, as far as prices are known. <span class="quiet">${priceText(review)}</span></p>` : undefined}
${changes.length > 0 ? html`<div class="counters">${risks(changes)}${actions(changes)}</div>` : undefined}
</header>`;
}

function headline(review: Review): string {
  if (hasChanges(review)) return summaryText(review);
  return review.stacks.some(({ drift }) => drift.length > 0)
    ? "Nothing to apply, but reality has drifted"
    : "No changes";
}

function risks(changes: readonly Change[]): Markup {
  const counters = RISK_LEVELS.map((level) => ({
    level,
    count: changes.filter(({ listed }) => listed.findings.some(([one]) => one === level)).length,
  }));
  return html`<ul aria-label="Risks">${counters
    .filter(({ count }) => count > 0)
    .map(
      ({ level, count }) =>
        html`<li><button type="button" class="counter risk" data-risk="${level}" data-filter="risk" data-value="${level}" aria-pressed="false"><b>${count}</b> ${level}</button></li>`,
    )}</ul>`;
}

function actions(changes: readonly Change[]): Markup {
  const marks = [...ACTIONS.map((action) => [action, MARKS[action]] as const), ["drift", "≠"] as const];
  const counters = marks.map(([action, mark]) => ({
    action,
    mark,
    count: changes.filter(({ listed }) => listed.action === action).length,
  }));
  return html`<ul aria-label="Actions">${counters
    .filter(({ count }) => count > 0)
    .map(
      ({ action, mark, count }) =>
        html`<li><button type="button" class="counter ${action}" data-filter="action" data-value="${action}" aria-pressed="false"><span class="mark">${mark}</span> <b>${count}</b> ${action}</button></li>`,
    )}</ul>`;
}
