import { RunnerError } from "../runner-error";
import type { Stack } from "../stacks/stack";
import { managedResources } from "../terraform/stack-terraform";
import { comingStack } from "./before-apply";
import type { Session } from "./session";

/** Hands a stack that is in place to the project; what that did, for the summary. @throws RunnerError when it failed. */
export async function afterApply(session: Session, stack: Stack): Promise<string[]> {
  const { project, interruption } = session;
  if (!project.afterApply) return [];
  if (interruption.happened) throw new RunnerError("interrupted after it was applied");
  const terraform = session.terraform(stack);
  const done = await project.afterApply({
    ...comingStack(session, stack),
    outputs: async () => {
      await terraform.init();
      const outputs = Object.entries(await terraform.outputs());
      return Object.fromEntries(outputs.map(([name, { value }]) => [name, value]));
    },
    resources: async () => {
      await terraform.init();
      const state = await terraform.state();
      return state ? managedResources(state).map(({ type, name }) => `${type}.${name}`) : [];
    },
    forget: (addresses) => terraform.forget(addresses),
  });
  return done === undefined ? [] : [done];
}
