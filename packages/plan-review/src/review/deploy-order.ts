import type { Plan } from "../plan/plan";
import { type RemoteRead, remoteReads } from "./remote-reads";

/** A stack among those it is reviewed with. */
export interface OrderedStack<Stack> {
  readonly stack: Stack;
  /** Ids of the stacks that it reads from. */
  readonly readsFrom: readonly string[];
  readonly reads: readonly RemoteRead[];
}

interface StackToOrder {
  readonly id: string;
  readonly plan: Plan;
  readonly dependencies?: readonly string[];
}

/** Those that are read before those that read them; else the order they came in. */
export function deployOrder<Stack extends StackToOrder>(stacks: readonly Stack[]): OrderedStack<Stack>[] {
  const ids = new Map(stacks.map(({ id }) => [sourceName(id), id]));
  const all = new Map(
    stacks.map((stack) => {
      const reads = remoteReads(stack.plan);
      const read = new Set(reads.map(({ source }) => ids.get(sourceName(source))).filter((id) => id !== undefined));
      return [stack.id, { stack, reads, readsFrom: stack.dependencies ?? [...read] }] as const;
    }),
  );
  const ordered = new Set<OrderedStack<Stack>>();
  const begun = new Set<string>();
  const visit = (id: string) => {
    const one = all.get(id);
    if (!one || begun.has(id)) return;
    begun.add(id);
    for (const upstream of one.readsFrom) visit(upstream);
    ordered.add(one);
  };
  for (const { id } of stacks) visit(id);
  return [...ordered];
}

/** A data source is named after the stack that it reads, in Terraform's letters. */
export function sourceName(id: string): string {
  return id.replaceAll("-", "_");
}
