import { RunnerError, UsageError } from "../runner-error";
import { selectStacks } from "../stacks/select";
import { holderText } from "../terraform/state-lock";
import { confirm } from "./confirm";
import { inSession, type SessionOptions } from "./session";

export interface UnlockOptions extends SessionOptions {
  readonly patterns: readonly string[];
  readonly autoApprove: boolean;
}

/** Frees states that dead runs left locked, after the environment's name was typed. */
export async function unlock(options: UnlockOptions): Promise<void> {
  const { patterns, autoApprove } = options;
  if (patterns.length === 0) throw new UsageError("unlock frees what it is told to: name the stacks");
  if (!autoApprove && !process.stdin.isTTY) {
    throw new UsageError("nobody can be asked here (no terminal); add --auto-approve to unlock without a question");
  }
  await inSession(
    options,
    async (session) => {
      for (const stack of selectStacks(session.stacks, session.project.group, patterns)) {
        const terraform = session.terraform(stack);
        await terraform.init();
        const lock = await terraform.lock();
        if (!lock) {
          session.reporter.stack(stack.id, "is not locked");
          continue;
        }
        const holder = `${stack.id} is locked ${holderText(lock)}`;
        session.reporter.line(holder);
        if (session.interruption.happened) throw new RunnerError("interrupted; nothing more was unlocked");
        const consequence = "A run that still works there would write over what comes next.";
        if (!autoApprove) await confirm(consequence, session.environment, session.interruption);
        await terraform.unlock(lock);
        session.reporter.stack(stack.id, "✓ unlocked");
      }
    },
    { plans: false },
  );
}
