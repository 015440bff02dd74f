import { code, codeCell, html, plain } from "./escape";

describe("plain", () => {
  it.each([
    ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
    ["a | b", "a \\| b"],
    ["**b** _i_ `c` ~~s~~", "\\*\\*b\\*\\* \\_i\\_ \\`c\\` \\~\\~s\\~\\~"],
    ["[x](javascript:y) ![z](q)", "\\[x\\](javascript:y) \\!\\[z\\](q)"],
    ["a\n\n# b", "a\\\\n\\\\n\\# b"],
    ["ask @everyone", "ask @<!-- -->everyone"],
    ["&lt;", "&amp;lt;"],
  ])("keeps %j text", (text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});

describe("html", () => {
  it("ends no element, and no paragraph", () => {
    expect(html("</b>\n\n<i> `@x`")).toBe("&#60;/b&#62;&#92;n&#92;n&#60;i&#62; &#96;@<!-- -->x&#96;");
  });
});

describe("code", () => {
  it.each([
    ["plain", "`plain`"],
    ["a `b` c", "`` a `b` c ``"],
    ["``", "``` `` ```"],
    ["a\nb", "`a\\nb`"],
    ["", "(empty)"],
    ["  ", "(empty)"],
    ["a|b", "`a|b`"],
  ])("holds %j", (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it("shortens", () => {
    expect(code("abcdef", 4)).toBe("`abc…`");
  });

  it("does not end a cell", () => {
    expect(codeCell("a|b")).toBe("`a\\|b`");
  });
});
