import { Sensitive } from "../plan/value";
import { differingPairs } from "./list-pairs";

describe("differingPairs", () => {
  it("leaves out what is on both sides, wherever it stands", () => {
    expect(differingPairs([{ a: 1 }, { a: 2 }], [{ a: 2 }, { a: 1 }])).toEqual([]);
  });

  it("pairs what is left in order", () => {
    expect(differingPairs(["a", "b", "c"], ["x", "b"])).toEqual([
      [0, 0],
      [2, undefined],
    ]);
    expect(differingPairs(["b"], ["x", "b", "y"])).toEqual([
      [undefined, 0],
      [undefined, 2],
    ]);
  });

  it("counts how often something is there", () => {
    expect(differingPairs(["a", "a"], ["a", "b"])).toEqual([[1, 1]]);
  });

  it("pairs by what identifies an element, wherever it stands", () => {
    const rule = (name: string, port: number) => ({ name, port });
    expect(
      differingPairs([rule("a", 80), rule("b", 81), rule("c", 82)], [rule("d", 84), rule("c", 83), rule("b", 81)]),
    ).toEqual([
      [0, undefined],
      [2, 1],
      [undefined, 0],
    ]);
    expect(
      differingPairs(
        [{ priority: 1, x: 1 }],
        [
          { priority: 2, x: 2 },
          { priority: 1, x: 3 },
        ],
      ),
    ).toEqual([
      [0, 1],
      [undefined, 0],
    ]);
  });

  it("does not take two sensitive values for one", () => {
    expect(differingPairs([new Sensitive("a"), "x"], [new Sensitive("b"), "x"])).toEqual([[0, 0]]);
    expect(differingPairs([new Sensitive("a"), "x"], ["x", new Sensitive("a")])).toEqual([]);
  });
});
