import { setImmediate as turn } from "node:timers/promises";
import { slots } from "./slots";

it("runs at most so many at a time, all of them, in their order, whatever fails", async () => {
  const inSlot = slots(3);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) =>
      inSlot(async () => {
        begun.push(index);
        running += 1;
        most = Math.max(most, running);
        await turn();
        running -= 1;
        if (index % 7 === 0) throw new Error(`${index}`);
        return index;
      }),
    ),
  );

  expect(most).toBe(3);
  expect(begun).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(85);
});
