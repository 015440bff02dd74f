import type { PlannedStack } from "@app/plan-review";
import type { Reviewed } from "../review/reviewed";
import { RunnerError } from "../runner-error";
import { upstreamOutside } from "../stacks/select";
import type { Stack } from "../stacks/stack";
import { afterApply } from "./after-apply";
import { Approval } from "./approval";
import { applyReviewed, deployStack } from "./deploy-stack";
import { neverDeployed } from "./never-deployed";
import { nameOrphans } from "./orphans";
import { checkEnvironment, inSession, type Session, type SessionOptions, stacksToPlan } from "./session";
import { requireSuccess, runStacks, type StackResult, summarize } from "./stack-runs";

export interface DeployOptions extends SessionOptions {
  /** The group, ids or globs; none means all. */
  readonly patterns: readonly string[];
  readonly autoApprove: boolean;
  /** Applies exactly what this review announced, of the stacks that `patterns` name. */
  readonly reviewed?: Reviewed;
  /** Somebody approved what the gates ask an approval for. */
  readonly approved?: boolean;
}

/**
 * Plans each stack as soon as those it reads from are applied, and applies exactly that plan. One that fails stops only
 * those that depend on it.
 */
export async function deploy(options: DeployOptions): Promise<StackResult[]> {
  checkEnvironment(options.project, options.environment);
  const { reviewed, approved = false } = options;
  // A review is an answer already.
  const approval = Approval.from(options.autoApprove || reviewed !== undefined);
  return inSession(options, async (session) => {
    const asked = stacksToPlan(session, options.patterns);
    const selected = reviewed?.among(asked) ?? asked;
    await reviewed?.check(session, selected, approved);
    await requireUpstream(session, selected);
    const letThrough: PlannedStack[] = [];
    const results = await runStacks({
      session,
      stacks: selected,
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
      run: async (stack) => {
        const done = reviewed?.isFinal(stack)
          ? await applyReviewed(session, stack, reviewed)
          : await deployStack(session, stack, { approval, approved, reviewed, letThrough });
        return [done, ...(await afterApply(session, stack))].join("; ");
      },
    });
    summarize(session.reporter, results);
    await nameOrphans(session);
    requireSuccess(session, results);
    return results;
  });
}

/** What a part of the stacks reads must have been deployed before; adding it silently would do more than was asked. */
async function requireUpstream(session: Session, selected: readonly Stack[]): Promise<void> {
  const missing = await neverDeployed(session, upstreamOutside(session.stacks, selected));
  const ids = missing.map(({ id }) => id);
  if (ids.length === 0) return;
  throw new RunnerError(
    `${selected.map(({ id }) => id).join(", ")}: reads from ${ids.join(", ")}, not deployed yet; deploy ${session.project.group}, or that first`,
  );
}
