import { anchors, relativeLinks } from "./links";

describe("relativeLinks", () => {
  it("reads links and pictures into the repository, also from a table", () => {
    const page = "See [a](b.md#c) and [web](https://example.com).\n\n| ![p](d.svg) |\n| --- |\n| [`e`](../f) |\n";

    expect(relativeLinks(page)).toEqual(["b.md#c", "d.svg", "../f"]);
  });

  it("takes nothing in code for a link", () => {
    expect(relativeLinks("`[a](b)`\n\n```\n[c](d)\n```\n")).toEqual([]);
  });
});

describe("anchors", () => {
  it("names headings as GitHub does, repeated ones by number", () => {
    const page = "# What `uses` gives\n\n## Roll back, promote\n\n## Roll back, promote\n";

    expect([...anchors(page)]).toEqual(["what-uses-gives", "roll-back-promote", "roll-back-promote-1"]);
  });
});
