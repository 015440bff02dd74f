import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { helpOf } from "@app/command-line";
import { cdktf } from "@app/stack-runner";
import { npmScript } from "../../../scripts/command";
import { npmScripts } from "../../../scripts/reference";
import { ROOT } from "./pages";

// Each starts Node, some of them twice.
jest.setTimeout(120_000);

const { scripts: LINES } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** Scripts that hand over to a program of somebody else's, whose help is its own. */
const OTHERS = ["jest", "turbo", "biome", "tsc"];

interface Helped {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it did to anything but files. */
  readonly deeds: readonly (readonly unknown[])[];
}

/** Runs a line of `package.json` as npm does, with `--help`. */
function help(line: string, flag = "--help"): Helped {
  const folder = mkdtempSync(join(tmpdir(), "help-"));
  try {
    const file = join(folder, "deeds");
    const { status, stdout, stderr } = spawnSync("sh", ["-c", `${line} ${flag}`], {
      cwd: ROOT,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: [join(ROOT, "node_modules/.bin"), process.env.PATH].join(delimiter),
        DEEDS: file,
        NODE_OPTIONS: `--require=${join(__dirname, "testing/record-deeds.cjs")}`,
        // Of an account that nobody has: nothing may come into being under its name.
        LOCAL_CLOUD: NOBODY,
      },
    });
    const deeds = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return { status, stdout, stderr, deeds: deeds.map((deed) => JSON.parse(deed) as unknown[]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NOBODY = `help-${process.pid}`;

/** How TypeScript comes to run: the script's own process, tsx's talk with it, and its compiler. */
function runsTypeScript(deed: readonly unknown[]): boolean {
  const text = JSON.stringify(deed);
  const [verb] = deed;
  if (verb === "spawn") return /\/esbuild"|"scripts\/\w+\.ts"/.test(text);
  return (verb === "listen" || verb === "connect") && /tsx-\d+/.test(text);
}

function expectPageAlone({ status, stdout, stderr, deeds }: Helped, page: string): void {
  expect(stdout).toBe(`${page}\n`);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(deeds.filter((deed) => !runsTypeScript(deed))).toEqual([]);
  expect(existsSync(join(ROOT, ".local/cloud", NOBODY))).toBe(false);
}

describe("--help", () => {
  it.each(npmScripts().map((command) => [command.name, command] as const))(
    "of `npm run %s` prints its page and does nothing else",
    (name, command) => {
      expectPageAlone(help(LINES[name] ?? name), helpOf(npmScript(command)));
    },
  );

  it("of cdktf prints its commands, and of each command its page", () => {
    expectPageAlone(help("cdktf"), helpOf(cdktf));
    expectPageAlone(help("cdktf destroy", "-h"), helpOf(cdktf, "destroy"));
    expectPageAlone(help(LINES.plan ?? ""), helpOf(cdktf, "plan"));
    for (const { name } of cdktf.commands) expect(helpOf(cdktf, name)).toContain(`Usage: cdktf ${name}`);
  });

  it("is there for every script that is the checkout's own", () => {
    const own = Object.entries(LINES).filter(([, line]) => !OTHERS.includes(line.split(" ")[0] ?? ""));
    const covered = [...npmScripts().map(({ name }) => name), "cdktf", "plan"];
    expect(own.map(([name]) => name).sort()).toEqual(covered.sort());
  });
});

it("a deed is seen where there is one", () => {
  const script = 'require("node:child_process").spawn("true"); require("node:net").createServer().listen(0).close()';
  const { deeds } = help(`${process.execPath} -e '${script}'`, "");
  expect(deeds.map(([verb]) => verb)).toEqual(["spawn", "listen"]);
  expect(deeds.filter(runsTypeScript)).toEqual([]);
});
