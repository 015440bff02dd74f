import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "./cloud-error";
import { makePrivateFolder } from "./private-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "private-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function modes(...paths: string[]): number[] {
  return paths.map((path) => statSync(join(folder, path)).mode & 0o777);
}

describe("the folder of a cloud", () => {
  it("is its owner's alone, also where it stood open", () => {
    mkdirSync(join(folder, "cloud/account"), { recursive: true, mode: 0o755 });
    chmodSync(join(folder, "cloud/account"), 0o755);
    makePrivateFolder(join(folder, "cloud"), ["postgres"], false);
    expect(modes("cloud", "cloud/account", "cloud/postgres")).toEqual([0o700, 0o700, 0o700]);
  });

  it("lets the user that Postgres runs as through to the databases where root owns it, and to nothing else", () => {
    mkdirSync(join(folder, "cloud/account"), { recursive: true });
    makePrivateFolder(join(folder, "cloud"), ["postgres"], true);
    expect(modes("cloud", "cloud/account", "cloud/postgres")).toEqual([0o711, 0o700, 0o711]);
  });

  it("is refused in one sentence where nothing can be written", () => {
    writeFileSync(join(folder, "file"), "");
    const path = join(folder, "file", "cloud");
    expect(() => makePrivateFolder(path)).toThrow(
      new CloudError(
        `${path}: cannot be written (ENOTDIR); the local cloud keeps its account and its logs there, so let the checkout be yours and writable`,
      ),
    );
  });
});
