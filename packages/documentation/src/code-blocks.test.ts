import { codeBlocks } from "./code-blocks";

describe("codeBlocks", () => {
  it("reads a block with its language, its line and the comment before it", () => {
    const page = "# Title\n\nText.\n\n<!-- file: apps/hello/app.py -->\n```python\nprint(1)\n```\n";

    expect(codeBlocks(page)).toEqual([
      {
        language: "python",
        content: "print(1)\n",
        line: 6,
        marker: { word: "file", value: "apps/hello/app.py" },
      },
    ]);
  });

  it("does not take a comment with text between for the block's own", () => {
    const [block] = codeBlocks("<!-- run -->\n\nText.\n\n```sh\nls\n```\n");

    expect(block?.marker).toBeUndefined();
  });

  it("finds a block inside a list", () => {
    const [block] = codeBlocks("1. First:\n\n   <!-- run -->\n   ```sh\n   ls\n   ```\n");

    expect(block).toMatchObject({ content: "ls\n", marker: { word: "run", value: "" } });
  });
});
