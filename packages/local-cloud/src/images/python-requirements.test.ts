import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonRequirements } from "./python-requirements";

let source: string;
beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), "python-requirements-"));
});
afterEach(() => rmSync(source, { recursive: true, force: true }));

function write(name: string, ...lines: string[]): void {
  writeFileSync(join(source, name), `${lines.join("\n")}\n`);
}

function read() {
  return pythonRequirements(source, join(source, "store"));
}

describe("the Python packages of a source", () => {
  it("stand in requirements.txt, and are others when a file changes that it includes", () => {
    write("requirements.txt", "-r base.txt", "gunicorn");
    write("base.txt", "flask==3.1.2");
    write("pyproject.toml", "[project]", 'dependencies = ["django"]');
    const { file, hash } = read();
    expect(file).toBe(join(source, "requirements.txt"));
    expect(read().hash).toBe(hash);
    write("base.txt", "flask==3.1.3");
    expect(read().hash).not.toBe(hash);
  });

  it("stand in pyproject.toml where there is no requirements.txt", () => {
    write("pyproject.toml", "[project]", 'name = "shop"', 'dependencies = ["flask>=3", "gunicorn[gthread]"]');
    expect(readFileSync(read().file, "utf8")).toBe("flask>=3\ngunicorn[gthread]\n");
  });

  it.each(["-e .", "--editable ./library", ".", "./library", "../library", ".[web]", "file:///library"])(
    "cannot be a folder: %s",
    (line) => {
      write("requirements.txt", "flask", line);
      expect(read).toThrow(`requirements.txt: "${line}" installs a folder`);
    },
  );

  it.each(["flask", "flask @ https://example.com/flask.whl", "-c constraints.txt", "# ."])("can be %s", (line) => {
    write("constraints.txt");
    write("requirements.txt", line);
    expect(read().hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("are missed with the remedy", () => {
    expect(read).toThrow(
      /requirements\.txt: cannot be read \(ENOENT\); .* or as \[project\] dependencies in pyproject\.toml/,
    );
    write("requirements.txt", "-r absent.txt");
    expect(read).toThrow(`${join(source, "absent.txt")}: cannot be read (ENOENT)`);
  });

  it.each([
    [["[tool.poetry.dependencies]", 'flask = "^3"'], "has no [project] dependencies"],
    [["[project]", 'dynamic = ["dependencies"]'], "has no [project] dependencies"],
    [["[project"], "is no TOML"],
  ])("are not guessed from %j", (lines, message) => {
    write("pyproject.toml", ...lines);
    expect(read).toThrow(`${join(source, "pyproject.toml")}: ${message}`);
  });
});
