import { RunnerError } from "../runner-error";
import type { Stack } from "../stacks/stack";
import { applyProgress } from "./apply-progress";
import { comingStack } from "./before-apply";
import type { Session } from "./session";

/**
 * Applies the saved plan of a stack while the project looks on: what can no longer succeed is not waited for, and a failure
 * is told in the words of whoever knows why.
 */
export async function watchedApply(session: Session, stack: Stack, total: number | undefined): Promise<void> {
  const { project, reporter, interruption } = session;
  const watch = await project.watchApply?.(comingStack(session, stack));
  const lost = new AbortController();
  let ended = false;
  void watch?.lost.then(() => {
    if (ended) return;
    reporter.stack(stack.id, "what it waits for can no longer come: asking Terraform to finish …");
    lost.abort();
  });
  try {
    await session.terraform(stack).apply(applyProgress(session, stack, total), lost.signal);
  } catch (error) {
    ended = true;
    if (!watch || interruption.happened) throw error;
    const why = await watch.explain();
    if (why === undefined) throw error;
    // That Terraform was asked to finish is no reason, and its own words say less.
    const text = lost.signal.aborted ? why : `${(error as Error).message}\n${why}`;
    throw new RunnerError(text, { summary: why, cause: error });
  } finally {
    ended = true;
    watch?.end();
  }
}
