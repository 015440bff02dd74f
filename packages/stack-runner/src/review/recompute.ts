import { rmSync } from "node:fs";
import { type PlannedStack, parsePlan, type Review, reviewPlans } from "@app/plan-review";
import type { Session } from "../commands/session";
import { constructPaths, type Stack } from "../stacks/stack";

/**
 * The review of saved plans, made from the plans themselves once more.
 * @param restore Puts the saved plan of a stack where Terraform reads it.
 */
export async function recompute(
  session: Session,
  stacks: readonly Stack[],
  restore: (stack: Stack, planFile: string) => void,
): Promise<Review> {
  const planned: PlannedStack[] = [];
  // One after the other: each starts the providers.
  for (const stack of stacks) {
    const terraform = session.terraform(stack);
    restore(stack, terraform.planFile);
    try {
      const plan = parsePlan(await terraform.showJson(), stack.id);
      planned.push({ id: stack.id, plan, dependencies: stack.dependencies, constructPaths: constructPaths(stack) });
    } finally {
      rmSync(terraform.planFile, { force: true });
    }
  }
  return reviewPlans(planned);
}
