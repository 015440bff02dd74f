import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash } from "./content-hash";

describe("contentHash", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "context-"));
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src/app.py"), "print('hello')");
    writeFileSync(join(folder, ".dockerignore"), "tests/\n*.pyc\n");
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
