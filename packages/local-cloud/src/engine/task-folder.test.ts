import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TaskFolder } from "./task-folder";

let root: string;
let folder: TaskFolder;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "task-folder-"));
  mkdirSync(join(root, "src"));
  mkdirSync(join(root, "empty"), { mode: 0o700 });
  writeFileSync(join(root, "src/app.py"), "app = 1\n");
  writeFileSync(join(root, "start.sh"), "#!/bin/sh\n");
  chmodSync(join(root, "start.sh"), 0o750);
  symlinkSync("src/app.py", join(root, "link.py"));
  folder = make(["/app/instance", "/app/var/data/", "/elsewhere"]);
  await folder.fill();
});
afterEach(() => {
  folder.remove();
  rmSync(root, { recursive: true, force: true });
});

function make(writablePaths: readonly string[], workdir = "/app"): TaskFolder {
  const image = {
    uri: "i",
    digest: "d",
    workingDirectory: root,
    workdir,
    bin: "/bin",
    environment: {},
    entryPoint: [],
    command: "c",
  };
  return new TaskFolder(image, writablePaths);
}

describe("the folder of a task", () => {
  it("is a copy of the image's, with its links, rights and empty folders", () => {
    expect(readlinkSync(join(folder.work, "link.py"))).toBe("src/app.py");
    expect(statSync(join(folder.work, "start.sh")).mode & 0o777).toBe(0o750);
    expect(statSync(join(folder.work, "empty")).mode & 0o777).toBe(0o700);
  });

  it("takes the place of the image's work folder, and of nothing else", () => {
    expect(folder.place("/app")).toBe(folder.work);
    expect(folder.place("/app/src/app.py")).toBe(join(folder.work, "src/app.py"));
    expect(folder.place("src")).toBe(join(folder.work, "src"));
    for (const path of ["/application", "/bin/sh", "/"]) expect(folder.place(path)).toBe(path);
    const whole = make([], "/");
    expect([whole.place("."), whole.place("/bin/sh")]).toEqual([whole.work, "/bin/sh"]);
    whole.remove();
  });

  it("has nothing that a read-only root refuses before somebody writes", async () => {
    expect(await folder.refusedWrites()).toEqual([]);
  });

  it.each<[string, (work: string) => void, string[]]>([
    ["a new file", (work) => writeFileSync(join(work, "new"), ""), ["/app/new"]],
    [
      "a new folder, without what is in it",
      (work) => mkdirSync(join(work, "new/below"), { recursive: true }),
      ["/app/new"],
    ],
    ["a file with other content", (work) => writeFileSync(join(work, "src/app.py"), "app = 2\n"), ["/app/src/app.py"]],
    ["a file with other rights", (work) => chmodSync(join(work, "start.sh"), 0o755), ["/app/start.sh"]],
    ["what was removed", (work) => rmSync(join(work, "src"), { recursive: true }), ["/app/src"]],
    [
      "the work folder itself",
      (work) => rmSync(work, { recursive: true }),
      ["/app/empty", "/app/link.py", "/app/src", "/app/start.sh", "/app/var"],
    ],
    [
      "a link that leads elsewhere",
      (work) => {
        rmSync(join(work, "link.py"));
        symlinkSync("start.sh", join(work, "link.py"));
      },
      ["/app/link.py"],
    ],
    ["no compiled module of Python", (work) => mkdirSync(join(work, "src/__pycache__")), []],
    ["nothing in a writable volume", (work) => writeFileSync(join(work, "instance/app.sqlite"), ""), []],
    ["nothing in one that is mounted deeper", (work) => writeFileSync(join(work, "var/data/file"), ""), []],
    ["what lies beside that", (work) => writeFileSync(join(work, "var/file"), ""), ["/app/var/file"]],
  ])("tells %s", async (_, write, refused) => {
    write(folder.work);
    expect(await folder.refusedWrites()).toEqual(refused);
  });

  it("refuses nothing where the whole work folder is a volume", async () => {
    const whole = make(["/app"]);
    await whole.fill();
    writeFileSync(join(whole.work, "new"), "");
    expect(await whole.refusedWrites()).toEqual([]);
    whole.remove();
  });

  it("is gone when it was removed", () => {
    folder.remove();
    expect(existsSync(folder.work)).toBe(false);
  });
});
