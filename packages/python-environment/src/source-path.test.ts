import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importSources } from "./source-path";

let project: string;
let packages: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "source-path-"));
  packages = join(project, ".venv/lib/python3.11/site-packages");
  mkdirSync(packages, { recursive: true });
  mkdirSync(join(project, "src"));
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

describe("importSources", () => {
  it("leads the environment to the sources of a Python project", () => {
    writeFileSync(join(project, "pyproject.toml"), "");
    importSources(join(project, ".venv"), project);
    expect(readFileSync(join(packages, "sources.pth"), "utf8")).toBe(`${join(project, "src")}\n`);
  });

  it("leaves an environment alone beside sources of another language", () => {
    importSources(join(project, ".venv"), project);
    expect(() => readFileSync(join(packages, "sources.pth"))).toThrow("ENOENT");
  });
});
