import { selectStacks } from "../stacks/select";
import type { Stack } from "../stacks/stack";
import { changeText } from "../terraform/ui-events";
import { inSession, type Session, type SessionOptions } from "./session";
import { requireSuccess, runStacks, type StackResult, summarize } from "./stack-runs";

export interface DiffOptions extends SessionOptions {
  readonly patterns: readonly string[];
  readonly parallelism?: number;
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
    const selected = selectStacks(session.stacks, session.project.group, options.patterns);
    const isDeployed = deploymentLookup(session);
    let hasChanges = false;
    const results = await runStacks({
      session,
      // A plan reads states and changes none: nothing waits for anything.
      stacks: selected.map((stack) => ({ ...stack, dependencies: [] })),
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
      run: async (stack) => {
        const waitsFor = await missingUpstream(session, stack, isDeployed);
        if (waitsFor.length > 0) {
          hasChanges = true;
          return `waits for ${waitsFor.join(", ")} (not deployed yet)`;
        }
        const terraform = session.terraform(stack);
        session.reporter.stack(stack.id, "planning …");
        await terraform.init();
        const { hasChanges: changed, changes } = await terraform.plan();
        if (!changed) return "no changes";
        hasChanges = true;
        session.reporter.block(`\n${stack.id}\n${await terraform.show()}\n`);
        return changeText(changes) || "outputs to change";
      },
    });
    summarize(session.reporter, results);
    requireSuccess(session, results);
    return { results, hasChanges };
  });
}

function deploymentLookup(session: Session): (stack: Stack) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (stack) => {
    const answer =
      known.get(stack.id) ??
      (async () => {
        const terraform = session.terraform(stack);
        await terraform.init();
        return (await terraform.state()) !== undefined;
      })();
    known.set(stack.id, answer);
    return answer;
  };
}

async function missingUpstream(
  { stacks }: Session,
  stack: Stack,
  isDeployed: (stack: Stack) => Promise<boolean>,
): Promise<string[]> {
  const original = stacks.find(({ id }) => id === stack.id);
  const upstream = stacks.filter(({ id }) => original?.dependencies.includes(id));
  const deployed = await Promise.all(upstream.map(isDeployed));
  return upstream.filter((_, index) => !deployed[index]).map(({ id }) => id);
}
