import { contains, meet } from "./path-pattern";

describe("a path pattern", () => {
  it.each<[string, string, boolean]>([
    ["/*", "/admin/*", true],
    ["/admin/*", "/admin/*", true],
    ["/admin/*", "/admin/", true],
    ["/admin/*", "/admin/a?c", true],
    ["/a?c", "/abc", true],
    ["/a?c", "/a?c", true],
    ["/*/x", "/a/*/x", true],
    ["/**", "/*", true],
    ["/admin/*", "/admin", false],
    ["/admin/*", "/*", false],
    ["/admin/*", "/Admin/x", false],
    // A `?` is one character, a `*` may be none or many.
    ["/a?", "/a*", false],
    ["/a", "/ab", false],
  ])("%s contains %s: %s", (wider, narrower, expected) => {
    expect(contains(wider, narrower)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ["/*/admin", "/api/*", true],
    ["/a*", "/*b", true],
    ["/a?", "/?b", true],
    ["/a*c", "/ab?", true],
    ["/api/*", "/admin/*", false],
    ["/a?", "/a", false],
    ["/a", "/a", true],
    ["/a*", "/a", true],
  ])("%s and %s have a path in common: %s", (one, other, expected) => {
    expect(meet(one, other)).toBe(expected);
    expect(meet(other, one)).toBe(expected);
  });
});
