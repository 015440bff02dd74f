import type { GateResult, Violation } from "../../gates/policy";
import type { Review } from "../../review/model";
import { groupedViolations, together } from "../alike";
import { groupedLines, waitingText } from "../text";
import { html, type Markup } from "./markup";

/** What must be known before anything else: what is forbidden, what is broken, what is not known yet. */
export function notices({ stacks }: Review, gates?: GateResult): Markup[] {
  const rules = (violations: readonly Violation[]) =>
    groupedViolations(violations).map(
      ({ rule, resource, message }) =>
        html`<li><b>${resource}</b> ${message} <span class="quiet">(${rule})</span></li>`,
    );
  const texts = (lines: (stack: Review["stacks"][number]) => readonly string[]) =>
    together(
      stacks.flatMap((stack) => lines(stack).map((text) => ({ stack: stack.id, text }))),
      ({ text }) => text,
    ).map((alike) => html`<li><b>${placeOf(alike.map(({ stack }) => stack))}</b> ${alike[0]?.text}</li>`);
  return [
    ...notice("alert", "Forbidden by the policy", rules(gates?.forbidden ?? [])),
    ...notice(
      "alert",
      "Not the whole picture",
      texts(({ caveats }) => groupedLines(caveats)),
    ),
    ...notice(
      "alert",
      "Checks that fail",
      texts(({ failedChecks }) => failedChecks),
    ),
    ...notice("warning", "Needs an approval", rules(gates?.needsApproval ?? [])),
    ...notice(
      "waiting",
      "Waiting for other stacks",
      texts((stack) => [waitingText(stack) ?? []].flat()),
    ),
  ];
}

function placeOf(stacks: readonly string[]): string {
  const [first = ""] = stacks;
  return stacks.length === 1 ? first : `${stacks.length} stacks, first ${first}`;
}

function notice(kind: "alert" | "warning" | "waiting", title: string, lines: readonly Markup[]): Markup[] {
  if (lines.length === 0) return [];
  return [html`<section class="notice ${kind}"><h2>${title}</h2><ul>${lines}</ul></section>\n`];
}
