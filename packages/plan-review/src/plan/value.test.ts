import { inspect } from "node:util";
import { containsTrue, equal, member, Sensitive } from "./value";

describe("equal", () => {
  it.each([
    [null, undefined],
    [{ a: 1, b: null }, { a: 1 }],
    [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } }],
    [new Sensitive("x"), new Sensitive("x")],
    [new Sensitive({ a: 1 }), { a: 1 }],
  ])("finds that %j and %j say the same", (a, b) => {
    expect(equal(a, b)).toBe(true);
    expect(equal(b, a)).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, undefined, 2]],
    [[], {}],
    [{ constructor: "x" }, {}],
    ["1", 1],
    [new Sensitive("x"), new Sensitive("y")],
  ])("tells %j and %j apart", (a, b) => {
    expect(equal(a, b)).toBe(false);
    expect(equal(b, a)).toBe(false);
  });
});

describe("member", () => {
  it("knows what stands in the plan, and not what every object inherits", () => {
    expect(member({ constructor: "mine" }, "constructor")).toBe("mine");
    expect(member({}, "constructor")).toBeUndefined();
    expect(member(JSON.parse('{"__proto__": 1}'), "__proto__")).toBe(1);
    expect(member("text", "length")).toBeUndefined();
  });
});

describe("containsTrue", () => {
  it.each([[true], [[false, { a: true }]], [{ a: [true] }]])("finds it in %j", (value) => {
    expect(containsTrue(value)).toBe(true);
  });
  it.each([[false], [{}], [[{ a: false }]], ["true"], [null]])("does not find it in %j", (value) => {
    expect(containsTrue(value)).toBe(false);
  });
});

describe("Sensitive", () => {
  it("cannot be read by what writes values", () => {
    const hidden = { password: new Sensitive("hunter2") };
    expect(JSON.stringify(hidden)).toBe('{"password":"(sensitive)"}');
    expect(`${hidden.password}`).toBe("(sensitive)");
    expect(inspect(hidden, { depth: 9, showHidden: true })).not.toContain("hunter2");
  });
});
