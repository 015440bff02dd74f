import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { readPlanFile } from "../plan-json/read-plan";
import type { PlannedStack } from "../review/review-plans";
import { ReviewError } from "../review-error";

/** Reads the plans that files and folders hold, each file once. @throws ReviewError */
export function readPlans(paths: readonly string[]): PlannedStack[] {
  const files = [...new Set(paths.flatMap(planFiles))];
  const ids = stackIds(files);
  return files.map((file, index) => ({ id: ids[index] ?? file, plan: readPlanFile(file) }));
}

function planFiles(path: string): string[] {
  if (!existsSync(path)) throw new ReviewError(`${path}: does not exist`);
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort();
  if (files.length > 0) return files.map((name) => join(path, name));
  throw new ReviewError(`${path}: holds no .json files; write plans into it with \`terraform show -json PLANFILE\``);
}

/** Names of files, with as many folders before them as it takes to tell them apart: `edge/plan`, `dns/plan`. */
export function stackIds(files: readonly string[]): string[] {
  const paths = files.map((file) =>
    relative(process.cwd(), resolve(file))
      .replace(/\.json$/, "")
      .split(sep),
  );
  const deepest = Math.max(...paths.map(({ length }) => length));
  for (let depth = 1; depth < deepest; depth++) {
    const ids = paths.map((steps) => steps.slice(-depth).join("/"));
    if (new Set(ids).size === ids.length) return ids;
  }
  return paths.map((steps) => steps.join("/"));
}
