import { RunnerError } from "../runner-error";
import type { Stack } from "../stacks/stack";
import type { Session } from "./session";

/** Hands a stack that is in place to the project; what that did, for the summary. @throws RunnerError when it failed. */
export async function afterApply(session: Session, stack: Stack): Promise<string[]> {
  const { project, environment, reporter, interruption, variables } = session;
  if (!project.afterApply) return [];
  if (interruption.happened) throw new RunnerError("interrupted after it was applied");
  const terraform = session.terraform(stack);
  const done = await project.afterApply({
    environment,
    stackId: stack.id,
    outputs: async () => {
      await terraform.init();
      const outputs = Object.entries(await terraform.outputs());
      return Object.fromEntries(outputs.map(([name, { value }]) => [name, value]));
    },
    variables,
    signal: interruption.signal,
    onProgress: (line) => reporter.stack(stack.id, line),
  });
  return done === undefined ? [] : [done];
}
