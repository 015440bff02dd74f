import { evaluateGates, type GateResult, type Review, type Violation } from "@app/plan-review";
import type { Session } from "../commands/session";
import { RunnerError } from "../runner-error";

/** What the environment's gates say about a review. */
export function gatesOf({ project, environment }: Session, review: Review, plannedAt: number): GateResult {
  return evaluateGates(review, project.gates?.(environment) ?? {}, { plannedAt });
}

/** Why a review may not be applied; with an approval, only what is forbidden counts. */
export function violations({ forbidden, needsApproval }: GateResult, approved: boolean): string[] {
  return [...forbidden.map(forbiddenText), ...(approved ? [] : needsApproval.map(approvalText))];
}

export function forbiddenText({ rule, resource, message }: Violation): string {
  return `forbidden by the gate ${rule}: ${resource}: ${message}`;
}

export function approvalText({ rule, resource, message }: Violation): string {
  return `needs an approval (${rule}): ${resource}: ${message}`;
}

/** @throws RunnerError that lists the reasons, unless there are none. */
export function refuse(reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  throw new RunnerError(`nothing was applied:\n${reasons.map((reason) => `  ${reason}`).join("\n")}`);
}
