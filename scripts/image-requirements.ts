import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { localEnvironment, ROOT } from "./local";

/** Source → the requirements files whose packages its Dockerfile installs; of sources that install some. */
export function imageRequirements(): Map<string, readonly string[]> {
  const sources = Object.values(localEnvironment().sources).map(({ key, folder }) => [key, installed(folder)] as const);
  return new Map(sources.filter(([, files]) => files.length > 0));
}

function installed(folder: string): string[] {
  const dockerfile = readFileSync(join(ROOT, folder, "Dockerfile"), "utf8");
  const names = [...dockerfile.matchAll(/\s(?:-r|--requirement)[\s=](\S+\.txt)/g)].flatMap(([, name]) => name ?? []);
  return names.map((name) => join(ROOT, folder, name)).filter((file) => existsSync(file));
}
