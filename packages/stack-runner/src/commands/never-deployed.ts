import type { Stack } from "../stacks/stack";
import type { StackState } from "../terraform/stack-terraform";
import type { Session } from "./session";

/** Those of the stacks that have no state yet. */
export async function neverDeployed(session: Session, stacks: readonly Stack[]): Promise<Stack[]> {
  const states = await statesOf(session, stacks);
  return stacks.filter(({ id }) => !states.has(id));
}

/** States by the id of their stack, without those that were never deployed. */
export async function statesOf(session: Session, stacks: readonly Stack[]): Promise<ReadonlyMap<string, StackState>> {
  const states = await Promise.all(
    stacks.map(async (stack) => {
      const terraform = session.terraform(stack);
      await terraform.init();
      const state = await terraform.state();
      return state ? ([[stack.id, state]] as const) : [];
    }),
  );
  return new Map(states.flat());
}
