import type { Stack } from "../stacks/stack";
import type { Session } from "./session";

/** Those of the stacks that have no state yet. */
export async function neverDeployed(session: Session, stacks: readonly Stack[]): Promise<Stack[]> {
  const states = await Promise.all(
    stacks.map(async (stack) => {
      const terraform = session.terraform(stack);
      await terraform.init();
      return terraform.state();
    }),
  );
  return stacks.filter((_, index) => states[index] === undefined);
}
