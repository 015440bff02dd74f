import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RunnerError, UsageError } from "../runner-error";
import type { Project, ProjectDescription } from "./project";

const FIELD = "stackRunner";

/** Finds the `package.json` above `from` whose field `stackRunner` names the project's description. */
export function findProject(from = process.cwd()): Project {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = describedIn(folder);
    if (file !== undefined) return { ...load(file), root: folder, folder: dirname(file) };
    if (folder === dirname(folder)) break;
  }
  throw new UsageError(
    `no package.json above ${from} has a field "${FIELD}"; run this inside the checkout, or name the description there`,
  );
}

function describedIn(folder: string): string | undefined {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return undefined;
  const { [FIELD]: file } = JSON.parse(readFileSync(manifest, "utf8")) as { [FIELD]?: string };
  return file === undefined ? undefined : join(folder, file);
}

function load(file: string): ProjectDescription {
  if (!existsSync(file)) {
    throw new RunnerError(`${file} is missing; the field "${FIELD}" of the package.json above it names it`);
  }
  return (require(file) as { default: ProjectDescription }).default;
}
