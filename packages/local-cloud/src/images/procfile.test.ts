import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "../cloud-error";
import { procfileCommand } from "./procfile";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "procfile-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function procfile(content: string): string {
  const file = join(folder, "Procfile");
  writeFileSync(file, content);
  return file;
}

describe("the command of a Procfile", () => {
  it.each([
    ["web: gunicorn app\n", "gunicorn app"],
    ["worker: python worker.py\nweb: gunicorn app", "gunicorn app"],
    ["# web: commented out\r\n\r\nweb:gunicorn -b :$PORT 'app:create()'  \r\n", "gunicorn -b :$PORT 'app:create()'"],
    ["web-admin: admin\nweb: first\nweb: second\n", "first"],
  ])("is read from %j", (content, command) => {
    expect(procfileCommand(procfile(content), "web")).toBe(command);
  });

  it.each(["", "worker: python worker.py\n", "web:\n", "# web: gunicorn\n"])("is missed in %j", (content) => {
    const file = procfile(content);
    expect(() => procfileCommand(file, "web")).toThrow(
      new CloudError(`${file}: has no line "web: COMMAND"; add the command that the image runs`),
    );
  });

  it("is missed where there is no Procfile", () => {
    const file = join(folder, "Procfile");
    expect(() => procfileCommand(file, "web")).toThrow(
      new CloudError(`${file}: cannot be read (ENOENT); it needs a line "web: COMMAND" with what the image runs`),
    );
  });
});
