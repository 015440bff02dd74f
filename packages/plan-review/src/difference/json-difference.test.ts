import { describeJson, within } from "./json-difference";

describe("describeJson", () => {
  it("tells elements apart by what they are called, wherever they stand", () => {
    const before = {
      list: [
        { name: "a", v: 1 },
        { name: "b", v: 2 },
      ],
    };
    const after = {
      list: [
        { name: "c", v: 3 },
        { name: "b", v: 9 },
        { name: "a", v: 1 },
      ],
    };
    expect(describeJson(before, after)).toEqual(["~ list[b].v: 2 → 9", '+ list[c]: {"name":"c","v":3}']);
  });

  it("pairs elements without names so that only what differs is told", () => {
    expect(describeJson([{ a: 1 }, { a: 2 }], [{ a: 0 }, { a: 1 }, { a: 2 }])).toEqual(['+ [0]: {"a":0}']);
  });

  it("tells what came into a list of plain values and what left it", () => {
    expect(describeJson({ l: ["a", "b"] }, { l: ["b", "c"] })).toEqual(["+ l: c", "- l: a"]);
    expect(describeJson({ l: ["a", "b"] }, { l: ["b", "a"] })).toEqual(["l: the same elements in another order"]);
  });

  it("shows both sides where the kind changes", () => {
    expect(describeJson({ a: [1] }, { a: { b: 1 } })).toEqual(['~ a: [1] → {"b":1}']);
    expect(describeJson([1], { a: 1 })).toEqual(['~ document: [1] → {"a":1}']);
  });

  it("ends after fifty lines and says how many follow", () => {
    const lines = describeJson({}, Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, index])));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe("… and 10 more differences");
  });
});

describe("within", () => {
  it("keeps the mark in front of the place", () => {
    expect(within("web", "~ cpu: 1 → 2")).toBe("~ web: cpu: 1 → 2");
    expect(within("web", "the same")).toBe("web: the same");
  });
});
