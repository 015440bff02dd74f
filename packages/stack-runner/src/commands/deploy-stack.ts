import { type PlannedStack, parsePlan, reviewPlans } from "@app/plan-review";
import { approvalText, gatesOfNext, refuse, violations } from "../review/gates";
import type { Reviewed } from "../review/reviewed";
import { RunnerError } from "../runner-error";
import { constructPaths, type Stack } from "../stacks/stack";
import { changeText } from "../terraform/ui-events";
import type { Approval } from "./approval";
import { beforeApply } from "./before-apply";
import type { Session } from "./session";
import { watchedApply } from "./watched-apply";

export interface DeployStackOptions {
  readonly approval: Approval;
  /** The plans of this deploy that were let through so far. */
  readonly letThrough: PlannedStack[];
  /** Somebody approved what the gates ask an approval for. */
  readonly approved: boolean;
  /** What the plan must not go beyond. */
  readonly reviewed: Reviewed | undefined;
}

/** Plans a stack and applies that plan, when the gates, the review and the person who is asked let it through. */
export async function deployStack(session: Session, stack: Stack, options: DeployStackOptions): Promise<string> {
  const { reporter, interruption } = session;
  const terraform = session.terraform(stack);
  reporter.stack(stack.id, "planning …");
  await terraform.init();
  const { hasChanges, changes } = await terraform.plan();
  if (!hasChanges) {
    reporter.stack(stack.id, "no changes");
    return "no changes";
  }
  if (interruption.happened) throw new RunnerError("interrupted after its plan; nothing was applied");
  const text = changeText(changes);
  reporter.stack(stack.id, text);
  await letThrough(session, stack, options);
  await beforeApply(session, stack);
  const total = changes.add + changes.change + changes.remove;
  await watchedApply(session, stack, total);
  reporter.stack(stack.id, "✓ applied");
  return `applied: ${text}`;
}

/** Applies the plan that was reviewed, and nothing else. */
export async function applyReviewed(session: Session, stack: Stack, reviewed: Reviewed): Promise<string> {
  const { reporter } = session;
  if (!reviewed.announcesChanges(stack)) {
    reporter.stack(stack.id, "no changes, as reviewed");
    return "no changes";
  }
  reporter.stack(stack.id, "applying the reviewed plan …");
  const terraform = session.terraform(stack);
  await terraform.init();
  await beforeApply(session, stack);
  reviewed.restorePlan(stack, terraform.planFile);
  await watchedApply(session, stack, undefined);
  reporter.stack(stack.id, "✓ applied");
  return "applied as reviewed";
}

/** @throws RunnerError unless the saved plan may be applied. */
async function letThrough(session: Session, stack: Stack, options: DeployStackOptions): Promise<void> {
  const { approval, approved, reviewed } = options;
  const terraform = session.terraform(stack);
  const plan = parsePlan(await terraform.showJson(), stack.id);
  const planned = { id: stack.id, plan, constructPaths: constructPaths(stack) };
  const [alone] = reviewPlans([planned]).stacks;
  if (reviewed && alone) reviewed.holdTo(stack, alone);
  const { forbidden, needsApproval } = gatesOfNext(session, options.letThrough, planned);
  // Whoever is asked here approves or declines; they are asked again for what needs that, whatever they said before.
  refuse(violations({ forbidden, needsApproval }, approved || approval.canAsk));
  const open = approved ? [] : needsApproval;
  for (const violation of open) session.reporter.stack(stack.id, approvalText(violation));
  await approval.ask(stack.id, () => terraform.show(), session, { always: open.length > 0 });
}
