import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash } from "./content-hash";

describe("contentHash", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "context-"));
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/app.py"), "print('hello')", { mode: 0o644 });
    writeFileSync(join(folder, ".dockerignore"), "tests/\n**/*.pyc\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const app = () => join(folder, "src/app.py");

  it.each<[string, () => void]>([
    ["bytes", () => writeFileSync(app(), "print('bye')")],
    ["a name", () => renameSync(app(), join(folder, "src/main.py"))],
    ["the executable bit", () => chmodSync(app(), 0o755)],
    ["the right of others to read a file", () => chmodSync(app(), 0o640)],
    ["a new file", () => writeFileSync(join(folder, "src/new.py"), "")],
    ["a new link", () => symlinkSync("app.py", join(folder, "src/new.py"))],
    ["an empty folder", () => mkdirSync(join(folder, "data"))],
  ])("changes with %s", (_, change) => {
    const before = contentHash(folder);
    change();
    expect(contentHash(folder)).not.toBe(before);
  });

  it("changes with the target of a link as it is written, whether it exists or not", () => {
    const link = join(folder, "current");
    const hashes = ["src", "./src", "nowhere"].map((target) => {
      rmSync(link, { force: true });
      symlinkSync(target, link);
      return contentHash(folder);
    });
    expect(new Set(hashes).size).toBe(3);
  });

  it("tells a link from a file with the same text", () => {
    writeFileSync(join(folder, "current"), "src");
    const asFile = contentHash(folder);
    rmSync(join(folder, "current"));
    symlinkSync("src", join(folder, "current"));
    expect(contentHash(folder)).not.toBe(asFile);
  });

  it("changes with the build's other inputs", () => {
    expect(contentHash(folder, { platform: "linux/arm64" })).not.toBe(contentHash(folder, { platform: "linux/amd64" }));
  });

  it.each<[string, () => void]>([
    ["times", () => utimesSync(app(), 0, 0)],
    ["ignored files", () => writeFileSync(join(folder, "src/app.pyc"), "compiled")],
    ["ignored folders", () => mkdirSync(join(folder, "tests"))],
  ])("does not change with %s", (_, change) => {
    const before = contentHash(folder);
    change();
    expect(contentHash(folder)).toBe(before);
  });
});
