import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Root of the checkout. */
export const ROOT = join(__dirname, "../../..");

/** Every page that people read, by its path in the repository. */
export function pages(): string[] {
  const readmes = ["apps", "packages"].flatMap((room) =>
    readdirSync(join(ROOT, room)).map((name) => join(room, name, "README.md")),
  );
  const documents = readdirSync(join(ROOT, "docs"), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(".md"))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
  const atRoot = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md", "apps/infra/e2e/README.md"];
  return [...atRoot, ...documents.sort(), ...readmes].filter((page) => existsSync(join(ROOT, page)));
}
