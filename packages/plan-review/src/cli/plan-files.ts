import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plan } from "../plan/plan";
import { parsePlanBytes, readPlanFile } from "../plan/read-plan";
import type { PlannedStack } from "../review/review-plans";
import { ReviewError } from "../review-error";

/** What is read from where the command is called: `terraform show -json PLANFILE | plan-review -`. */
const STANDARD_INPUT = "-";

/**
 * Reads the plans that files and folders hold, each file once. A file that is none is told to `onProblem`, and the others
 * are read all the same. @throws ReviewError where nothing is left to review
 */
export function readPlans(paths: readonly string[], onProblem?: (problem: string) => void): PlannedStack[] {
  const problems: string[] = [];
  const attempt = <Result>(read: () => Result[]): Result[] => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ReviewError)) throw error;
      problems.push(error.message);
      return [];
    }
  };
  const files = [...new Set(paths.flatMap((path) => attempt(() => planFiles(path))))];
  const ids = stackIds(files);
  const plans = files.flatMap((file, index) => attempt(() => [{ id: ids[index] ?? file, plan: readOne(file) }]));
  if (problems.length > 0 && (plans.length === 0 || !onProblem)) throw new ReviewError(problems.join("\n"));
  for (const problem of problems) onProblem?.(problem);
  return plans;
}

function readOne(file: string): Plan {
  return file === STANDARD_INPUT ? parsePlanBytes(readFileSync(0), "standard input") : readPlanFile(file);
}

function planFiles(path: string): string[] {
  if (path === STANDARD_INPUT) return [path];
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
  const paths = files.map((file) => {
    // Named after the command's input, which has no file.
    if (file === STANDARD_INPUT) return ["stdin"];
    return relative(process.cwd(), resolve(file))
      .replace(/\.json$/, "")
      .split(sep);
  });
  const deepest = Math.max(...paths.map(({ length }) => length));
  for (let depth = 1; depth < deepest; depth++) {
    const ids = paths.map((steps) => steps.slice(-depth).join("/"));
    if (new Set(ids).size === ids.length) return ids;
  }
  return paths.map((steps) => steps.join("/"));
}
