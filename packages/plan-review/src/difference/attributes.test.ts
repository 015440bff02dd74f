import type { Change } from "../plan/plan";
import { Sensitive } from "../plan/value";
import { attributeChanges } from "./attributes";

function differences(before: unknown, after: unknown, rest: Partial<Change> = {}) {
  return attributeChanges({ before, after, ...rest });
}

describe("attributeChanges", () => {
  it("tells what differs, and nothing else", () => {
    expect(differences({ a: 1, b: "x", c: true }, { a: 2, b: "x", c: true })).toEqual([
      { path: "a", before: "1", after: "2" },
    ]);
  });

  it("takes null and absent for the same", () => {
    expect(differences({ a: null, b: {} }, { c: null, b: null, d: [] })).toEqual([]);
  });

  it("names the way through objects and lists, and quotes what is no plain name", () => {
    const [change] = differences({ a: [{ "b c": { d: 1 } }] }, { a: [{ "b c": { d: 2 } }] });
    expect(change?.path).toBe('a[0]."b c".d');
  });

  it("lists every attribute of what is created and of what is deleted", () => {
    expect(differences(null, { a: 1, b: { c: "x" }, l: ["p"] })).toEqual([
      { path: "a", after: "1" },
      { path: "b.c", after: '"x"' },
      { path: "l", after: '["p"]' },
    ]);
    expect(differences({ a: 1 }, null)).toEqual([{ path: "a", before: "1" }]);
  });

  it("shows lists of plain values as a whole, with what came and went", () => {
    expect(differences({ l: ["a", "b"] }, { l: ["b", "c"] })).toEqual([
      { path: "l", before: '["a","b"]', after: '["b","c"]', details: ["+ c", "- a"] },
    ]);
  });

  it("does not take all elements for changed when one comes first", () => {
    const rule = (port: number) => ({ from_port: port, cidr_blocks: ["10.0.0.0/8"] });
    expect(differences({ ingress: [rule(80), rule(443)] }, { ingress: [rule(22), rule(80), rule(443)] })).toEqual([
      { path: "ingress[0].from_port", after: "22" },
      { path: "ingress[0].cidr_blocks", after: '["10.0.0.0/8"]' },
    ]);
  });

  it("pairs what is left of two lists in order", () => {
    const changes = differences({ l: [{ a: 1 }, { a: 2 }, { a: 3 }] }, { l: [{ a: 3 }, { a: 1 }, { a: 4 }] });
    expect(changes).toEqual([{ path: "l[2].a", before: "2", after: "4" }]);
  });

  it.each([
    ["a text that becomes an object", "x", { a: 1 }],
    ["a text that becomes an empty object", "x", {}],
    ["an object that becomes a text", { a: 1 }, "x"],
    ["a list that becomes an object", [1], { a: 1 }],
    ["an object that becomes a list of objects", { a: 1 }, [{ a: 1 }]],
    ["a number that becomes a text", 1, "1"],
  ])("shows %s on both sides", (_, before, after) => {
    expect(differences({ v: before }, { v: after })).toEqual([
      { path: "v", before: JSON.stringify(before), after: JSON.stringify(after) },
    ]);
  });

  it("tells what is known only after the apply", () => {
    expect(differences({ id: "x", a: 1 }, { a: 1 }, { after_unknown: { id: true, a: false } })).toEqual([
      { path: "id", before: '"x"', unknown: true },
    ]);
  });

  it("tells which element of a list is not known yet", () => {
    const unknown = { after_unknown: { l: [false, true] } };
    expect(differences({ l: ["a", "b"] }, { l: ["a", null] }, unknown)).toEqual([
      { path: "l[1]", before: '"b"', unknown: true },
    ]);
  });

  it("shows a list as a whole where the plan says that all of it is known", () => {
    expect(differences({ l: ["a"] }, { l: ["b"] }, { after_unknown: { l: [false] } })).toEqual([
      { path: "l", before: '["a"]', after: '["b"]' },
    ]);
  });

  it("tells that something becomes an object with parts that are not known yet", () => {
    expect(differences({ v: "x" }, {}, { after_unknown: { v: { a: true } } })).toEqual([
      { path: "v", before: '"x"', unknown: true },
    ]);
  });

  it("tells that a sensitive value changes, and not from what to what", () => {
    const secret = { s: new Sensitive("old") };
    expect(differences(secret, { s: new Sensitive("new") })).toEqual([{ path: "s", sensitive: true }]);
    expect(differences(secret, { s: new Sensitive("old") })).toEqual([]);
    expect(differences(secret, {}, { after_unknown: { s: true } })).toEqual([
      { path: "s", sensitive: true, unknown: true },
    ]);
  });

  it("keeps sensitive elements of a list hidden", () => {
    const [change] = differences({ l: ["a"] }, { l: ["a", new Sensitive("q")] });
    expect(change).toMatchObject({ after: '["a","(sensitive)"]' });
  });

  it.each([
    ["the attribute itself", [["a"]], ["a"]],
    ["a part of it", [["b", 0, "c"]], ["b[0].c"]],
    ["all of what it is a part of", [["b"]], ["b[0].c", "b[0].d"]],
    ["nothing that only begins alike", [["bb"], ["b", 1]], []],
    ["nothing for an empty path", [[]], []],
  ])("marks what forces a replacement: %s", (_, replace_paths, expected) => {
    const changes = differences({ a: 1, b: [{ c: 1, d: 1 }] }, { a: 2, b: [{ c: 2, d: 2 }] }, { replace_paths });
    expect(changes.filter((one) => one.forcesReplacement).map(({ path }) => path)).toEqual(expected);
  });

  it("tells a value that takes the place of the whole object", () => {
    expect(differences(null, new Sensitive({}))).toEqual([{ path: "(whole object)", sensitive: true }]);
  });

  it("is not led astray by names that every object has", () => {
    expect(differences({ tags: { constructor: "x" } }, { tags: {} })).toEqual([
      { path: "tags.constructor", before: '"x"' },
    ]);
    const after = JSON.parse('{"tags": {"__proto__": "y"}}');
    expect(differences({ tags: {} }, after)).toEqual([{ path: "tags.__proto__", after: '"y"' }]);
  });

  it("tells what differs inside of an encoded document", () => {
    const [change] = differences({ doc: '{"a":1}' }, { doc: '{"a":2}' });
    expect(change?.details).toEqual(["~ a: 1 → 2"]);
  });
});
