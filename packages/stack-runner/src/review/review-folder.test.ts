import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReviewFolder } from "./review-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a review on disk", () => {
  it.each([
    ["reviewed.json", "null"],
    ["reviewed.json", "{}"],
    ["reviewed.json", '{"stacks":[null]}'],
    ["review.json", "[]"],
  ])("is refused in one sentence when its %s is %s", (name, content) => {
    for (const file of ["reviewed.json", "review.json"]) writeFileSync(join(folder, file), '{"stacks":[]}');
    writeFileSync(join(folder, name), content);
    const message = `${join(folder, name)}: says nothing of any stack; plan again`;

    expect(() => ReviewFolder.open(folder).read()).toThrow(expect.objectContaining({ message, exitCode: 2 }));
  });

  it("is refused when its receipt is no JSON", () => {
    for (const file of ["reviewed.json", "review.json"]) writeFileSync(join(folder, file), "{");

    expect(() => ReviewFolder.open(folder).read()).toThrow(/reviewed\.json: cannot be read \(.+\); plan again$/);
  });
});
