import { implies } from "./conditions";

const one = (operator: string, value: unknown, key = "aws:x") => ({ [operator]: { [key]: value } });

describe("implies", () => {
  it.each<[string, unknown, unknown]>([
    ["any condition, where none was asked for", one("StringEquals", "a"), undefined],
    ["the same condition", one("StringEquals", "a"), one("StringEquals", ["a"])],
    ["fewer values", one("StringEquals", "a"), one("StringEquals", ["a", "b"])],
    ["a text that the pattern matched", one("StringEquals", "repo:o/r:ref"), one("StringLike", "repo:o/*")],
    ["more refusals", one("StringNotEquals", ["a", "b"]), one("StringNotEquals", "a")],
    ["a smaller range", one("IpAddress", "10.1.0.0/16"), one("IpAddress", "10.0.0.0/8")],
    ["a smaller number", one("NumericLessThan", "5"), one("NumericLessThan", "10")],
    ["an earlier end", one("DateLessThan", "2026-01-01T00:00:00Z"), one("DateLessThan", "2027-01-01T00:00:00Z")],
    ["another condition besides", { ...one("Bool", "true"), ...one("StringEquals", "a") }, one("Bool", "true")],
  ])("holds for %s", (_, narrow, wide) => {
    expect(implies(narrow, wide)).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ["no condition", undefined, one("StringEquals", "a")],
    ["another value", one("StringEquals", "b"), one("StringEquals", "a")],
    ["a pattern in place of a text", one("StringLike", "repo:*"), one("StringEquals", "repo:o/r")],
    ["a wider pattern", one("StringLike", "repo:*"), one("StringLike", "repo:o/*")],
    ["one that need not be there", one("StringEqualsIfExists", "a"), one("StringEquals", "a")],
    ["another key", one("StringEquals", "a", "aws:y"), one("StringEquals", "a")],
    ["fewer refusals", one("StringNotEquals", "a"), one("StringNotEquals", ["a", "b"])],
    ["a larger range", one("IpAddress", "0.0.0.0/0"), one("IpAddress", "10.0.0.0/8")],
    ["any value instead of all", one("ForAnyValue:StringEquals", "a"), one("ForAllValues:StringEquals", "a")],
  ])("does not hold for %s", (_, narrow, wide) => {
    expect(implies(narrow, wide)).toBe(false);
  });
});
