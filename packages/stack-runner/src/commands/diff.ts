import { despiteMissingOutputs } from "../review/missing-outputs";
import { changeText } from "../terraform/ui-events";
import { neverDeployed } from "./never-deployed";
import { inSession, type SessionOptions, stacksToPlan } from "./session";
import { requireSuccess, runStacks, type StackResult, summarize } from "./stack-runs";

export interface DiffOptions extends SessionOptions {
  readonly patterns: readonly string[];
}

export interface DiffResult {
  readonly results: readonly StackResult[];
  readonly hasChanges: boolean;
}

/**
 * Plans every stack, all side by side, and prints what Terraform would do. A stack that reads from one that is not
 * deployed yet cannot be planned: it is named as waiting.
 */
export async function diff(options: DiffOptions): Promise<DiffResult> {
  return inSession(options, async (session) => {
    const selected = stacksToPlan(session, options.patterns);
    const read = session.stacks.filter(({ id }) => selected.some(({ dependencies }) => dependencies.includes(id)));
    const missing = await neverDeployed(session, read);
    let hasChanges = false;
    const results = await runStacks({
      session,
      // A plan reads states and changes none: nothing waits for anything.
      stacks: selected.map((stack) => ({ ...stack, dependencies: [] })),
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
      run: async (stack) => {
        const { dependencies = [] } = selected.find(({ id }) => id === stack.id) ?? {};
        const waitsFor = missing.map(({ id }) => id).filter((id) => dependencies.includes(id));
        if (waitsFor.length > 0) {
          hasChanges = true;
          return `waits for ${waitsFor.join(", ")} (not deployed yet)`;
        }
        const terraform = session.terraform(stack);
        session.reporter.stack(stack.id, "planning …");
        await terraform.init();
        const { hasChanges: changed, changes } = await despiteMissingOutputs(session, stack, () => terraform.plan());
        if (!changed) return "no changes";
        hasChanges = true;
        session.reporter.block(`\n${stack.id}\n${await terraform.show()}\n`);
        return changeText(changes);
      },
    });
    summarize(session.reporter, results);
    requireSuccess(session, results);
    return { results, hasChanges };
  });
}
