import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeWritableFolder } from "./writable-folder";

describe("a folder that is written to", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "writable-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("is made with what lies above it, and left as it is where it is there", () => {
    const folder = join(root, "a/b");
    makeWritableFolder(folder, 0o700);
    makeWritableFolder(folder, 0o755);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("that cannot be made is named, with the reason and what to do", () => {
    writeFileSync(join(root, "file"), "");
    expect(() => makeWritableFolder(join(root, "file/below"))).toThrow(
      expect.objectContaining({
        name: "RunnerError",
        message: `${root}/file/below: cannot be written (ENOTDIR); this writes there whatever it does: work in a checkout that you may write to`,
      }),
    );
  });
});
