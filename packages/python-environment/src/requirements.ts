import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Lines that stand for another file: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const INCLUDE = /^\s*(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)/;

/** The text of a requirements file and of those that it includes: what makes an environment another one when it changes. */
export function readRequirements(file: string, seen: ReadonlySet<string> = new Set()): string {
  const text = readFileSync(file, "utf8");
  const included = text.split("\n").flatMap((line) => {
    const [, name] = INCLUDE.exec(line) ?? [];
    const path = name && join(dirname(file), name);
    return path && !/^https?:/.test(name) && !seen.has(path)
      ? readRequirements(path, new Set([...seen, file, path]))
      : [];
  });
  return [text, ...included].join("\n");
}

/** Whether packages are held to hashes. pip then wants one for each, and says so itself where one lacks. */
export function hasHashes(requirements: string): boolean {
  return /\s--hash[=\s]/.test(requirements);
}
