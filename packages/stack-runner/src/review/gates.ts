import {
  evaluateGates,
  type GateResult,
  type PlannedStack,
  type Review,
  reviewPlans,
  type Violation,
} from "@app/plan-review";
import type { Session } from "../commands/session";
import { RunnerError } from "../runner-error";

/** What the environment's gates say about a review. */
export function gatesOf(
  { project, environment }: Pick<Session, "project" | "environment">,
  review: Review,
  plannedAt: number,
): GateResult {
  return evaluateGates(review, project.gates?.(environment) ?? {}, { plannedAt });
}

/**
 * What the gates say about a plan together with those before it: a limit holds for the deploy, however it is cut into stacks.
 * What was said of the others before is not said again.
 */
export function gatesOfNext(
  session: Pick<Session, "project" | "environment">,
  before: PlannedStack[],
  planned: PlannedStack,
): GateResult {
  before.push(planned);
  const gates = gatesOf(session, reviewPlans(before), Date.now());
  const others = before.filter((one) => one !== planned).map(({ id }) => `${id}: `);
  const isNew = ({ resource }: Violation) => !others.some((id) => resource.startsWith(id));
  return { forbidden: gates.forbidden.filter(isNew), needsApproval: gates.needsApproval.filter(isNew) };
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
