import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasHashes, readRequirements } from "./requirements";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "requirements-"));
  mkdirSync(join(folder, "more"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, ...lines: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

describe("requirements", () => {
  it("are those of the file and of the files that it includes", () => {
    const file = write("requirements.txt", "-r more/base.txt", "--constraint=constraints.txt", "flask");
    write("more/base.txt", "-r deep.txt", "boto3");
    write("more/deep.txt", "click");
    write("constraints.txt", "flask<4");
    const text = readRequirements(file);
    for (const line of ["flask", "boto3", "click", "flask<4"]) expect(text.split("\n")).toContain(line);
  });

  it("are read once where files include each other, and never from elsewhere", () => {
    const file = write("requirements.txt", "-r other.txt", "-r https://example.com/requirements.txt");
    write("other.txt", "-r requirements.txt", "-c other.txt", "click");
    expect(readRequirements(file).match(/^click$/gm)).toHaveLength(1);
  });

  it.each([
    ["flask==3.1.2 \\\n    --hash=sha256:00\n", true],
    ["flask==3.1.2 --hash=sha256:00", true],
    ["flask==3.1.2\nnot--hash\n", false],
    ["", false],
  ])("have hashes, or not: %j", (text, expected) => {
    expect(hasHashes(text)).toBe(expected);
  });
});
