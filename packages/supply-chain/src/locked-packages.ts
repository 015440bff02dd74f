import { readFileSync } from "node:fs";

const PINNED = /^[\w.-]+==[^\s;\\]+/;

/** The packages that requirements files pin with hashes, each version once, as one such file. */
export function lockedPackages(files: readonly string[]): string {
  const packages = new Map<string, string>();
  for (const text of files.flatMap((file) => readFileSync(file, "utf8").split(/^(?=[a-zA-Z0-9])/m))) {
    const [version] = PINNED.exec(text) ?? [];
    if (version !== undefined && !packages.has(version)) packages.set(version, text.trimEnd());
  }
  return `${[...packages.values()].sort().join("\n")}\n`;
}
