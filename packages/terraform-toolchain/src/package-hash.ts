import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * Terraform's `h1:` hash of an unpacked provider.
 * https://pkg.go.dev/golang.org/x/mod/sumdb/dirhash#Hash1 over the names and contents of its files.
 */
export function packageHash(folder: string): string {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
  const summary = createHash("sha256");
  for (const name of files) {
    const content = createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
    summary.update(`${content}  ${name}\n`);
  }
  return `h1:${summary.digest("base64")}`;
}
