import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunnerError, UsageError } from "../runner-error";
import { findProject } from "./find-project";
import { outputFolder } from "./project";

describe("findProject", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "stack-runner-")));
    mkdirSync(join(root, "apps/infra/src"), { recursive: true });
    writeFileSync(join(root, "package.json"), JSON.stringify({ stackRunner: "apps/infra/runner.config.cjs" }));
    writeFileSync(join(root, "apps/infra/package.json"), "{}");
    writeFileSync(join(root, "apps/infra/runner.config.cjs"), 'exports.default = { group: "infra" };');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each([".", "apps/infra", "apps/infra/src"])("finds the description from %s", (folder) => {
    const project = findProject(join(root, folder));

    expect(project).toMatchObject({ group: "infra", root, folder: join(root, "apps/infra") });
    expect(outputFolder(project, "staging")).toBe(join(root, "apps/infra/cdktf.out/staging"));
  });

  it("names the file that package.json promises and that is missing", () => {
    rmSync(join(root, "apps/infra/runner.config.cjs"));

    expect(() => findProject(root)).toThrow(RunnerError);
    expect(() => findProject(root)).toThrow(/runner\.config\.cjs is missing; the field "stackRunner"/);
  });

  it("says what to do where no package.json has the field", () => {
    rmSync(join(root, "package.json"));

    expect(() => findProject(root)).toThrow(UsageError);
    expect(() => findProject(root)).toThrow(/no package\.json above .* has a field "stackRunner"/);
  });
});
