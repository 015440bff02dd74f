import { RunnerError } from "../runner-error";
import { selectStacks, upstreamOutside } from "../stacks/select";
import type { Stack } from "../stacks/stack";
import { changeText, type UiEvent } from "../terraform/ui-events";
import { Approval } from "./approval";
import type { Reviewed } from "./reviewed";
import { checkEnvironment, inSession, type Session, type SessionOptions } from "./session";
import { requireSuccess, runStacks, type StackResult, summarize } from "./stack-runs";

export interface DeployOptions extends SessionOptions {
  /** The group, ids or globs; none means all. */
  readonly patterns: readonly string[];
  readonly autoApprove: boolean;
  readonly parallelism?: number;
  /** Applies exactly what this review announced; `patterns` do not count. */
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
  const { reviewed } = options;
  // A review is an answer already.
  const approval = Approval.from(options.autoApprove || reviewed !== undefined);
  return inSession(options, async (session) => {
    reviewed?.check(session, options.approved ?? false);
    const selected =
      reviewed?.among(session.stacks) ?? selectStacks(session.stacks, session.project.group, options.patterns);
    await requireUpstream(session, selected);
    const results = await runStacks({
      session,
      stacks: selected,
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
      run: (stack) =>
        reviewed?.isFinal(stack)
          ? applyReviewed(session, stack, reviewed)
          : deployStack(session, stack, approval, reviewed),
    });
    summarize(session.reporter, results);
    requireSuccess(session, results);
    return results;
  });
}

/** Applies the saved plan; Terraform itself refuses it when the state has moved on. */
async function applyReviewed(session: Session, stack: Stack, reviewed: Reviewed): Promise<string> {
  const { reporter } = session;
  if (!reviewed.announcesChanges(stack)) {
    reporter.stack(stack.id, "no changes, as reviewed");
    return "no changes";
  }
  reporter.stack(stack.id, "applying the reviewed plan …");
  const terraform = session.terraform(stack);
  await terraform.init();
  await terraform.apply(applyProgress(session, stack, undefined));
  reporter.stack(stack.id, "✓ applied");
  return "applied as reviewed";
}

async function deployStack(
  session: Session,
  stack: Stack,
  approval: Approval,
  reviewed: Reviewed | undefined,
): Promise<string> {
  const { reporter, interruption } = session;
  const terraform = session.terraform(stack);
  reporter.stack(stack.id, "planning …");
  await terraform.init();
  const { hasChanges, changes } = await terraform.plan();
  const text = changeText(changes) || "outputs to change";
  if (!hasChanges) {
    reporter.stack(stack.id, "no changes");
    return "no changes";
  }
  if (interruption.happened) throw new RunnerError("interrupted after its plan; nothing was applied");
  reporter.stack(stack.id, text);
  reviewed?.holdTo(stack, await terraform.showJson());
  await approval.ask(stack.id, () => terraform.show(), session);
  const total = changes.add + changes.change + changes.remove;
  await terraform.apply(applyProgress(session, stack, total));
  reporter.stack(stack.id, "✓ applied");
  return `applied: ${text}`;
}

const PROGRESS_INTERVAL_MS = 10_000;

/** Says now and then how far an apply is and what it waits for. */
function applyProgress({ reporter }: Session, stack: Stack, total: number | undefined): (event: UiEvent) => void {
  const running = new Set<string>();
  let done = 0;
  let last = Date.now();
  return ({ type, hook }) => {
    const address = hook?.resource?.addr;
    if (address === undefined) return;
    if (type === "apply_start") running.add(address);
    if (type === "apply_complete" || type === "apply_errored") {
      running.delete(address);
      done += 1;
    }
    if (Date.now() - last < PROGRESS_INTERVAL_MS) return;
    last = Date.now();
    const waiting = [...running].slice(0, 2).join(", ") + (running.size > 2 ? " …" : "");
    reporter.stack(
      stack.id,
      `applying ${done}${total === undefined ? "" : `/${total}`}${waiting ? `, waiting for ${waiting}` : ""}`,
    );
  };
}

/** What a part of the stacks reads must have been deployed before; adding it silently would do more than was asked. */
async function requireUpstream(session: Session, selected: readonly Stack[]): Promise<void> {
  const upstream = upstreamOutside(session.stacks, selected);
  const missing = await Promise.all(
    upstream.map(async (stack) => {
      const terraform = session.terraform(stack);
      await terraform.init();
      return (await terraform.state()) ? [] : [stack.id];
    }),
  );
  const ids = missing.flat();
  if (ids.length === 0) return;
  throw new RunnerError(
    `${selected.map(({ id }) => id).join(", ")}: reads from ${ids.join(", ")}, not deployed yet; deploy ${session.project.group}, or that first`,
  );
}
