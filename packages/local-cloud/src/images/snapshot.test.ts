import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copySnapshot, snapshotHash } from "./snapshot";

const FILES = ["src/app.py", "start.sh", "link.py", "data/", "sealed/inside"];

let root: string;
let source: string;
let target: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "snapshot-"));
  source = join(root, "source");
  target = join(root, "target");
  for (const folder of ["src", "data", "sealed"]) mkdirSync(join(source, folder), { recursive: true });
  writeFileSync(join(source, "src/app.py"), "app = 1\n", { mode: 0o640 });
  writeFileSync(join(source, "start.sh"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(source, "sealed/inside"), "");
  symlinkSync("src/app.py", join(source, "link.py"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function permissions(path: string): number {
  return statSync(path).mode & 0o777;
}

describe("a snapshot", () => {
  it("holds what is named, and nothing else", () => {
    copySnapshot(source, ["src/app.py"], target);
    expect(readdirSync(target)).toEqual(["src"]);
    expect(readFileSync(join(target, "src/app.py"), "utf8")).toBe("app = 1\n");
  });

  it("keeps links as links, wherever they lead", () => {
    symlinkSync("/nowhere", join(source, "absolute"));
    copySnapshot(source, [...FILES, "absolute"], target);
    expect(readlinkSync(join(target, "link.py"))).toBe("src/app.py");
    expect(readlinkSync(join(target, "absolute"))).toBe("/nowhere");
  });

  it("keeps permissions, and folders that hold nothing", () => {
    chmodSync(join(source, "sealed"), 0o555);
    copySnapshot(source, [...FILES, "sealed"], target);
    expect(permissions(join(target, "src/app.py"))).toBe(0o640);
    expect(permissions(join(target, "start.sh"))).toBe(0o755);
    expect(permissions(join(target, "sealed"))).toBe(0o555);
    expect(readdirSync(join(target, "data"))).toEqual([]);
    chmodSync(join(target, "sealed"), 0o755);
    chmodSync(join(source, "sealed"), 0o755);
  });

  it("is the same one in whatever order its files are named", () => {
    const hash = snapshotHash(source, FILES);
    expect(snapshotHash(source, [...FILES].reverse())).toBe(hash);
    expect(snapshotHash(source, [...FILES, "data"])).toBe(hash);
  });

  it.each<[string, () => unknown]>([
    ["content", () => writeFileSync(join(source, "src/app.py"), "app = 2\n")],
    ["permissions of a file", () => chmodSync(join(source, "src/app.py"), 0o600)],
    ["permissions of a folder", () => chmodSync(join(source, "data"), 0o700)],
    [
      "a link that leads elsewhere",
      () => {
        rmSync(join(source, "link.py"));
        symlinkSync("start.sh", join(source, "link.py"));
      },
    ],
    [
      "a link in place of what it leads to",
      () => {
        rmSync(join(source, "link.py"));
        writeFileSync(join(source, "link.py"), "src/app.py");
      },
    ],
  ])("is another one with other %s", (_, change) => {
    const hash = snapshotHash(source, FILES);
    change();
    expect(snapshotHash(source, FILES)).not.toBe(hash);
  });

  it("is another one without a folder", () => {
    expect(snapshotHash(source, FILES.slice(0, 3))).not.toBe(snapshotHash(source, FILES.slice(0, 4)));
  });

  it("is refused where a file is not there, before anything is copied", () => {
    expect(() => snapshotHash(source, ["absent"])).toThrow(`${join(source, "absent")}: cannot be read (ENOENT)`);
    expect(existsSync(target)).toBe(false);
  });
});
