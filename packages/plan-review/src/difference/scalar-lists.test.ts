import { describeList } from "./scalar-lists";

describe("describeList", () => {
  it("tells what came and what went", () => {
    expect(describeList(["10.0.0.0/8", "a"], ["a", "0.0.0.0/0"])).toEqual(["+ 0.0.0.0/0", "- 10.0.0.0/8"]);
  });

  it("tells that only the order differs, or how often something is there", () => {
    expect(describeList([1, 2], [2, 1])).toEqual(["the same elements in another order"]);
    expect(describeList(["a", "a", "b"], ["a", "b"])).toEqual(["some elements are there twice"]);
  });

  it("leaves alone what is no list of plain values, or is told in one glance", () => {
    expect(describeList([{ a: 1 }, { a: 2 }], [{ a: 3 }])).toEqual([]);
    expect(describeList("a", ["b", "c"])).toEqual([]);
    expect(describeList(["a"], ["b"])).toEqual([]);
  });

  it("ends after fifty lines", () => {
    const lines = describeList(
      [],
      Array.from({ length: 55 }, (_, index) => index),
    );
    expect(lines.at(-1)).toBe("… and 5 more");
    expect(lines).toHaveLength(51);
  });
});
