import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { anchors, relativeLinks } from "./links";
import { namedScripts } from "./named-scripts";
import { pages, ROOT } from "./pages";

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
