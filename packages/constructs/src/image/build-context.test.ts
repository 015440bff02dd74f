import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildContext, contextFiles } from "./build-context";

describe("the context of a build", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "context-"));
    for (const path of ["src/app.py", "src/app.pyc", "src/tests/test_app.py", "tests/test_all.py", "README.md"]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), "");
    }
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is everything without a .dockerignore", () => {
    expect(contextFiles(folder)).toHaveLength(6);
  });

  it("always holds the Dockerfile", () => {
    writeFileSync(join(folder, ".dockerignore"), "*");
    expect(contextFiles(folder)).toEqual(["Dockerfile"]);
  });

  it("holds links as they are, and does not look behind them", () => {
    symlinkSync("src", join(folder, "current"));
    const below = buildContext(folder).filter(({ path }) => path.startsWith("current"));
    expect(below).toEqual([{ path: "current", kind: "link" }]);
    expect(contextFiles(folder)).toContain("current");
  });

  it("holds folders, which are no files", () => {
    mkdirSync(join(folder, "data"));
    expect(buildContext(folder)).toContainEqual({ path: "data", kind: "folder" });
    expect(contextFiles(folder)).not.toContain("data");
  });
});
