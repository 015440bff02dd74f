/** Something that must wait for others. */
export interface Node {
  readonly id: string;
  readonly dependencies: readonly string[];
}

/** `succeeded` lets those go on that waited; `failed` does not, and neither does what never started. */
export type Outcome = "succeeded" | "failed" | "not started";

export interface ScheduleOptions<Item extends Node> {
  readonly items: readonly Item[];
  /** Runs one item; false when it failed. */
  readonly run: (item: Item) => Promise<boolean>;
  /** At most this many at a time. */
  readonly parallelism: number;
  /** Nothing new starts after it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Runs each item as soon as those it depends on have succeeded, side by side where they do not depend on each other. A
 * failure stops nothing that runs; only what depends on it never starts. Dependencies outside of `items` count as met.
 */
export async function schedule<Item extends Node>(options: ScheduleOptions<Item>): Promise<Map<string, Outcome>> {
  const { items, run, parallelism, signal } = options;
  const ids = new Set(items.map(({ id }) => id));
  const outcomes = new Map<string, Outcome>();
  const waiting = new Set(items);
  const running = new Map<string, Promise<void>>();

  const isReady = ({ dependencies }: Item) =>
    dependencies.every((id) => !ids.has(id) || outcomes.get(id) === "succeeded");

  const start = (item: Item) => {
    waiting.delete(item);
    const finished = run(item).then((succeeded) => {
      outcomes.set(item.id, succeeded ? "succeeded" : "failed");
      running.delete(item.id);
    });
    running.set(item.id, finished);
  };

  for (;;) {
    for (const item of waiting) {
      if (signal?.aborted || running.size >= parallelism) break;
      if (isReady(item)) start(item);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  for (const { id } of waiting) outcomes.set(id, "not started");
  return outcomes;
}

/** The same items with every arrow turned around: what was built last goes first. */
export function reversed<Item extends Node>(items: readonly Item[]): Item[] {
  return items.map((item) => ({
    ...item,
    dependencies: items.filter(({ dependencies }) => dependencies.includes(item.id)).map(({ id }) => id),
  }));
}
