import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePrivateFolder } from "./private-folder";
import { ReviewFolder } from "./review/review-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "private-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function mode(...names: string[]): number {
  return statSync(join(folder, ...names)).mode & 0o777;
}

describe("a private folder", () => {
  it("is closed to others with every folder that was made for it", () => {
    makePrivateFolder(join(folder, "cdktf.out", "local"));
    expect([mode("cdktf.out"), mode("cdktf.out", "local")]).toEqual([0o700, 0o700]);
  });

  it("is closed where it stood open", () => {
    mkdirSync(join(folder, "open"));
    chmodSync(join(folder, "open"), 0o755);
    makePrivateFolder(join(folder, "open"));
    expect(mode("open")).toBe(0o700);
  });

  it("is what a review is kept in", () => {
    ReviewFolder.create(join(folder, "review"));
    expect(mode("review")).toBe(0o700);
  });
});
