import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CodeBlock } from "@app/documentation";
import { addEntry } from "./add-entry";

/** A file that the reader writes. */
export function writeFile(root: string, { marker, content }: CodeBlock): void {
  const file = join(root, marker?.value ?? "");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** An entry that the reader adds to the services of a file, or of each file that a `*` stands for. */
export function addToFiles(root: string, { marker, content }: CodeBlock): void {
  const path = join(root, marker?.value ?? "");
  const [, extension = ""] = basename(path).split("*");
  const files = basename(path).includes("*")
    ? readdirSync(dirname(path)).filter((name) => name.endsWith(extension))
    : [basename(path)];
  for (const name of files) {
    const file = join(dirname(path), name);
    writeFileSync(file, addEntry(readFileSync(file, "utf8"), content));
  }
}

/** Lines that the reader changes, as a difference. */
export function editFile(root: string, { marker, content }: CodeBlock): void {
  const file = join(root, marker?.value ?? "");
  const lines = (sign: string) =>
    content
      .split("\n")
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("\n");
  const before = readFileSync(file, "utf8");
  if (!before.includes(lines("-"))) throw new Error(`${file} has no lines\n${lines("-")}`);
  writeFileSync(
    file,
    before.replace(lines("-"), () => lines("+")),
  );
}
