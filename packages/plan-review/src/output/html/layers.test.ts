import { layers } from "./layers";

const node = (id: string, ...readsFrom: string[]) => ({ id, readsFrom });

describe("layers", () => {
  it("puts what reads to the right of what it reads from", () => {
    const { places, columns } = layers([
      node("network"),
      node("dns"),
      node("edge", "network", "dns"),
      node("app", "edge"),
    ]);
    expect([...places].map(([id, { column }]) => [id, column])).toEqual([
      ["network", 0],
      ["dns", 0],
      ["edge", 1],
      ["app", 2],
    ]);
    expect(columns).toBe(3);
  });

  it("leads a long line past the nodes between", () => {
    const { lines, places } = layers([node("a"), node("b", "a"), node("c", "a", "b")]);
    const long = lines.find(({ from, to }) => from === "a" && to === "c");
    expect(long?.stops).toHaveLength(3);
    expect(long?.stops[1]?.column).toBe(1);
    expect(long?.stops[1]?.row).not.toBe(places.get("b")?.row);
  });

  it("keeps nodes of one column apart", () => {
    const { places } = layers([node("a"), node("b"), node("c"), node("d", "a", "c")]);
    const rows = ["a", "b", "c"].map((id) => places.get(id)?.row);
    expect(new Set(rows).size).toBe(3);
  });

  it("survives a circle, a stack that reads itself, and one that is not there", () => {
    const { places } = layers([node("a", "b"), node("b", "a", "b", "missing")]);
    expect(places.size).toBe(2);
  });

  it("arranges forty stacks of which each reads all before it", () => {
    const ids = Array.from({ length: 40 }, (_, index) => `stack-${index}`);
    const { columns } = layers(ids.map((id, index) => node(id, ...ids.slice(0, index))));
    expect(columns).toBe(40);
  });
});
