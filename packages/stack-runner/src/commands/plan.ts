import { join } from "node:path";
import { type GateResult, hasChanges, type Review, reviewPlans } from "@app/plan-review";
import { gatesOf } from "../review/gates";
import { Planning } from "../review/planning";
import { ReviewFolder } from "../review/review-folder";
import { nameOrphans } from "./orphans";
import { inSession, type SessionOptions, stacksToPlan } from "./session";
import { requireSuccess, runStacks } from "./stack-runs";

export interface PlanOptions extends SessionOptions {
  readonly patterns: readonly string[];
  /** Only what differs between the last apply and reality; such a review cannot be applied. */
  readonly refreshOnly?: boolean;
}

export interface PlanOutcome {
  readonly review: Review;
  readonly gates: GateResult;
  /** Folder of the review in every format, and of what `deploy --reviewed` needs. */
  readonly folder: string;
  /** With `refreshOnly`: whether anything has drifted. */
  readonly hasChanges: boolean;
  /** What the project says of the account. */
  readonly remarks: readonly string[];
}

/**
 * Plans every stack after those it reads from, independent ones side by side, and makes one review of the plans. Where
 * outputs that a stack reads are about to change, it is planned with those that are to come: that plan is reviewed and
 * thrown away, for some of its values are known only after the other stack was applied.
 */
export async function plan(options: PlanOptions): Promise<PlanOutcome> {
  const { refreshOnly = false, patterns, parallelism } = options;
  return inSession(options, async (session) => {
    const { environment, project, variables, reporter } = session;
    const selected = stacksToPlan(session, patterns);
    const folder = ReviewFolder.create(join(session.output, "review"));
    const plannedAt = Date.now();
    const planning = await Planning.begin({ session, selected, folder, refreshOnly });
    const results = await runStacks({
      session,
      stacks: selected,
      ...(parallelism !== undefined && { parallelism }),
      run: (stack) => planning.plan(stack),
    });
    requireSuccess(session, results);
    await nameOrphans(session);
    const review = reviewPlans(planning.planned);
    const gates = gatesOf(session, review, plannedAt);
    folder.writeReview(review, gates);
    if (!refreshOnly) folder.writeReceipt({ environment, plannedAt, stacks: planning.reviewed });
    const onProgress = (line: string) => reporter.line(line);
    const remarks = refreshOnly ? [] : ((await project.remarks?.({ environment, variables, onProgress })) ?? []);
    return {
      review,
      gates,
      remarks,
      folder: folder.path,
      hasChanges: refreshOnly ? review.stacks.some(({ drift }) => drift.length > 0) : hasChanges(review),
    };
  });
}
