import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CloudError } from "./cloud-error";
import { makeTemporaryFolder } from "./temporary-folder";

let folder: string;
const made: string[] = [];
beforeEach(() => {
  folder = mkdtempSync("/tmp/t-");
});
afterEach(() => {
  for (const path of [folder, ...made.splice(0)]) rmSync(path, { recursive: true, force: true });
});

function make(usual: string): string {
  const path = makeTemporaryFolder(usual);
  made.push(path);
  return path;
}

describe("the temporary folder of a cloud", () => {
  it("lies in the usual place, and is its owner's alone", () => {
    const path = make(folder);
    expect(dirname(path)).toBe(folder);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it("lies elsewhere where the usual place is too long for a socket", () => {
    const long = join(folder, "x".repeat(90));
    mkdirSync(long);
    const path = make(long);
    expect(dirname(path)).toBe("/tmp");
    expect(existsSync(path)).toBe(true);
  });

  it("is refused in one sentence where none can be made", () => {
    writeFileSync(join(folder, "f"), "");
    expect(() => makeTemporaryFolder(join(folder, "f"))).toThrow(
      new CloudError(
        `${join(folder, "f")}: no folder can be made there (ENOTDIR); set TMPDIR to a short path that is yours`,
      ),
    );
  });
});
