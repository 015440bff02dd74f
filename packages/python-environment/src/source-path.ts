import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FILE = "sources.pth";

/**
 * Lets an environment import the packages of a project in PyPA's src layout, as `pip install --editable` would, without
 * a build. A folder that is no Python project, or has no `src`, changes nothing.
 */
export function importSources(environment: string, project: string): void {
  const sources = join(project, "src");
  if (!existsSync(sources) || !existsSync(join(project, "pyproject.toml"))) return;
  const library = join(environment, "lib");
  for (const python of readdirSync(library)) {
    // https://docs.python.org/3/library/site.html
    writeFileSync(join(library, python, "site-packages", FILE), `${resolve(sources)}\n`);
  }
}
