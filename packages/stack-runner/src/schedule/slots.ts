/** Runs tasks, at most so many at a time; the others wait in their order. */
export type Slots = <Result>(task: () => Promise<Result>) => Promise<Result>;

export function slots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
