import type { Stack } from "../stacks/stack";
import type { Session } from "./session";

/** Tells of a stack which of those it reads from were never deployed; every stack is looked up once. */
export function upstreamLookup(session: Session): (stack: Stack) => Promise<Stack[]> {
  const known = new Map<string, Promise<boolean>>();
  const isDeployed = (stack: Stack): Promise<boolean> => {
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
  return async ({ id }) => {
    const dependencies = session.stacks.find((stack) => stack.id === id)?.dependencies ?? [];
    const upstream = session.stacks.filter((stack) => dependencies.includes(stack.id));
    const deployed = await Promise.all(upstream.map(isDeployed));
    return upstream.filter((_, index) => !deployed[index]);
  };
}
