import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { contentHash, contextFiles } from "./content-hash";

describe("contentHash", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "context-"));
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/app.py"), "print('hello')");
    writeFileSync(join(folder, ".dockerignore"), "tests/\n**/*.pyc\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const app = () => join(folder, "src/app.py");

  it.each<[string, () => void]>([
    ["bytes", () => writeFileSync(app(), "print('bye')")],
    ["a name", () => renameSync(app(), join(folder, "src/main.py"))],
    ["the executable bit", () => chmodSync(app(), 0o755)],
    ["a new file", () => writeFileSync(join(folder, "src/new.py"), "")],
  ])("changes with %s", (_, change) => {
    const before = contentHash(folder);
    change();
    expect(contentHash(folder)).not.toBe(before);
  });

  it("changes with the build's other inputs", () => {
    expect(contentHash(folder, { platform: "linux/arm64" })).not.toBe(contentHash(folder, { platform: "linux/amd64" }));
  });

  it.each<[string, () => void]>([
    ["times", () => utimesSync(app(), 0, 0)],
    ["ignored files", () => writeFileSync(join(folder, "src/app.pyc"), "compiled")],
  ])("does not change with %s", (_, change) => {
    const before = contentHash(folder);
    change();
    expect(contentHash(folder)).toBe(before);
  });
});

describe("contextFiles", () => {
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

  it.each<[string, string, string[]]>([
    ["lets a folder back in with all that is below it", "*\n!src\n**/*.pyc", ["src/app.py", "src/tests/test_app.py"]],
    ["lets one file of a refused folder back in", "*\n!src/app.py", ["src/app.py"]],
    [
      "means the context's root by a bare name",
      "tests/\nREADME.md\n*.pyc",
      ["src/app.py", "src/app.pyc", "src/tests/test_app.py"],
    ],
    ["lets the last rule that matches decide", "!src\n*", []],
    ["tells upper case from lower", "*\n!src/app.py\nSRC", ["src/app.py"]],
    ["skips comments and blank lines, and takes ./ and / for the root", "# all\n\n ./* \n!/src/app.py", ["src/app.py"]],
  ])("reads .dockerignore as Docker does: %s", (_, dockerignore, files) => {
    writeFileSync(join(folder, ".dockerignore"), `${dockerignore}\n.dockerignore\n`);
    expect(contextFiles(folder)).toEqual(["Dockerfile", ...files]);
  });

  it("finds everything without a .dockerignore", () => {
    expect(contextFiles(folder)).toHaveLength(6);
  });
});
