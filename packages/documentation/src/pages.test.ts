import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { anchors, relativeLinks } from "./links";
import { namedCdktfCommands, namedScripts } from "./named-scripts";
import { pages, ROOT } from "./pages";

const CDKTF = join(ROOT, "packages/stack-runner/bin/cdktf.cjs");
let cdktfCommands: string[];
beforeAll(() => {
  const help = execFileSync(process.execPath, [CDKTF, "--help"], { encoding: "utf8" });
  cdktfCommands = [...help.matchAll(/^ {2}([a-z]+(?:, [a-z]+)*) {2,}/gm)].flatMap(([, names = ""]) =>
    names.split(", "),
  );
});

describe.each(pages())("%s", (page) => {
  const markdown = readFileSync(join(ROOT, page), "utf8");

  it("has links that lead somewhere", () => {
    const dead = relativeLinks(markdown).filter((target) => !leadsSomewhere(page, target));

    expect(dead).toEqual([]);
  });

  it("names scripts that exist", () => {
    const missing = namedScripts(markdown).filter(({ folder, script }) => !hasScript(page, folder, script));

    expect(missing).toEqual([]);
  });

  it("names commands of cdktf that exist", () => {
    const missing = namedCdktfCommands(markdown).filter((command) => !cdktfCommands.includes(command));

    expect(missing).toEqual([]);
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || anchors(readFileSync(join(ROOT, file), "utf8")).has(anchor);
}

/** A command in a package's own page runs in that package; elsewhere, and otherwise, in the root. */
function hasScript(page: string, folder: string | undefined, script: string): boolean {
  const places = folder === undefined ? [dirname(page), "."] : [folder];
  // pnpm also runs the programs that the packages of a place bring along.
  return places.some((place) => script in scripts(place) || existsSync(join(ROOT, place, "node_modules/.bin", script)));
}

function scripts(folder: string): Record<string, string> {
  const manifest = join(ROOT, folder, "package.json");
  if (!existsSync(manifest)) return {};
  return (JSON.parse(readFileSync(manifest, "utf8")) as { scripts?: Record<string, string> }).scripts ?? {};
}
