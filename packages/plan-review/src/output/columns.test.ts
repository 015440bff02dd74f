import { columnsOf, cutTo, wrapTo } from "./columns";

describe("columnsOf", () => {
  it.each([
    ["abc", 3],
    ["ä → ö…", 6],
    ["日本", 4],
    ["e\u0301", 1],
    ["🔑", 2],
  ])("counts %s as %i", (text, expected) => {
    expect(columnsOf(text)).toBe(expected);
  });
});

describe("cutTo", () => {
  it.each([
    ["abcdef", 6, "abcdef"],
    ["abcdef", 5, "abcd…"],
    ["日本語", 5, "日本…"],
    ["日本語", 4, "日…"],
  ])("cuts %s to %i columns", (text, columns, expected) => {
    expect(cutTo(text, columns)).toBe(expected);
    expect(columnsOf(cutTo(text, columns))).toBeLessThanOrEqual(columns);
  });
});

describe("wrapTo", () => {
  it.each([
    ["the port is open", 8, ["the port", "is open"]],
    ["short", 8, ["short"]],
    ["0123456789abc", 5, ["01234", "56789", "abc"]],
    ["", 5, [""]],
    ["日本語日本語", 4, ["日本", "語日", "本語"]],
  ])("wraps %s to %i columns", (text, columns, expected) => {
    expect(wrapTo(text, columns)).toEqual(expected);
  });

  it("loses nothing, whatever the width", () => {
    const text = "allows s3:*, iam:PassRole on every resource of arn:aws:s3:::*";
    for (const columns of [1, 2, 7, 30])
      expect(wrapTo(text, columns).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });
});
