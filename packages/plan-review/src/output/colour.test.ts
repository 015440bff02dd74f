import { coloured, mayColour } from "./colour";

describe("mayColour", () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
    [{ isTTY: true }, { NO_COLOR: "1" }, false],
    [{ isTTY: true }, { NO_COLOR: "" }, true],
    [{ isTTY: true }, { TERM: "dumb" }, false],
    [{}, { FORCE_COLOR: "1" }, true],
    [{ isTTY: true }, { FORCE_COLOR: "0" }, false],
    [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("of %j with %j is %s", (stream, environment, expected) => {
    expect(mayColour(stream, environment)).toBe(expected);
  });
});

describe("coloured", () => {
  it("begins and ends every colour", () => {
    expect(coloured("x", "bold", "red")).toBe("\u001b[31m\u001b[1mx\u001b[22m\u001b[39m");
    expect(coloured("x")).toBe("x");
  });
});
