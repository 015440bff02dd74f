import { configurationReference } from "./reference";

describe("the configuration reference", () => {
  const fields = configurationReference()
    .split("\n")
    .filter((line) => line.startsWith("| `"));

  it("says of every field what it means", () => {
    expect(fields.filter((line) => / \|\s*\|$/.test(line))).toEqual([]);
  });

  it("has both descriptions of a kind, defaults included", () => {
    expect(fields).toContain("| `port` | integer | `8080` | TCP port the container listens on, and its `PORT`. |");
    expect(fields.find((line) => line.startsWith("| `tasks.maximum`"))).toBeDefined();
  });
});
