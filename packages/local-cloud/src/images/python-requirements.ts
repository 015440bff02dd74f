import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRequirements } from "@app/python-environment";
import { parse } from "smol-toml"; // pyproject.toml is TOML, which Node does not read
import { CloudError } from "../cloud-error";
import { readIfThere, unreadable } from "./source-file";

export interface PythonRequirements {
  /** For `pip install -r`. */
  readonly file: string;
  /** Of everything that they name. */
  readonly hash: string;
}

/** A folder in place of a package: `-e .`, `./library`, `file:…`. */
const FOLDER = /^\s*(?:-e|--editable|\.{1,2}(?:\/|\[|\s|$)|file:)/;

/**
 * The packages that a source needs: its requirements.txt, else the dependencies in its pyproject.toml, as a file in `folder`.
 * @throws CloudError where neither says them.
 */
export function pythonRequirements(source: string, folder: string): PythonRequirements {
  const requirements = join(source, "requirements.txt");
  if (existsSync(requirements)) return described(requirements);
  const project = join(source, "pyproject.toml");
  const content = readIfThere(project);
  if (content === undefined) {
    const remedy = "the image's Python packages stand there, or as [project] dependencies in pyproject.toml";
    throw new CloudError(`${requirements}: cannot be read (ENOENT); ${remedy}`);
  }
  return written(dependencies(project, content), folder);
}

function described(file: string): PythonRequirements {
  let text: string;
  try {
    text = readRequirements(file);
  } catch (error) {
    const { path = file, code } = error as NodeJS.ErrnoException;
    throw unreadable(path, code);
  }
  const line = text.split("\n").find((one) => FOLDER.test(one));
  if (line === undefined) return { file, hash: hashOf(text) };
  throw new CloudError(
    `${file}: "${line.trim()}" installs a folder, which only an image of Docker can hold; name the packages that the folder needs`,
  );
}

function dependencies(file: string, content: string): readonly string[] {
  const remedy = "write them there, or into requirements.txt";
  let project: unknown;
  try {
    ({ project } = parse(content));
  } catch (error) {
    throw new CloudError(`${file}: is no TOML (${(error as Error).message.split("\n")[0]})`);
  }
  const named = typeof project === "object" && project !== null && "dependencies" in project && project.dependencies;
  if (Array.isArray(named) && named.every((one) => typeof one === "string")) return named;
  throw new CloudError(`${file}: has no [project] dependencies, which are the image's Python packages; ${remedy}`);
}

function written(lines: readonly string[], folder: string): PythonRequirements {
  const text = `${lines.join("\n")}\n`;
  const hash = hashOf(text);
  const file = join(folder, `requirements-${hash.slice(0, 16)}.txt`);
  mkdirSync(folder, { recursive: true });
  const part = `${file}.${randomUUID()}`;
  writeFileSync(part, text);
  renameSync(part, file);
  return { file, hash };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
