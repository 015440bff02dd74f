import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CloudError } from "./cloud-error";

const OWNER_ALONE = 0o700;
/** Others may go through to what they own in it, and see nothing. */
const PASSAGE = 0o711;

/**
 * Makes the folder of a cloud, which nobody but its owner may enter: accounts, keys and logs hold secrets. Where the
 * owner is root, Postgres runs as somebody else and must get to its files, so that only what lies in the folder is closed.
 * @throws CloudError where nothing can be written.
 */
export function makePrivateFolder(
  path: string,
  passable: readonly string[] = [],
  isRoot = process.getuid?.() === 0,
): void {
  try {
    mkdirSync(path, { recursive: true, mode: isRoot ? PASSAGE : OWNER_ALONE });
    chmodSync(path, isRoot ? PASSAGE : OWNER_ALONE);
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (statSync(inner).isDirectory() && !passable.includes(name)) chmodSync(inner, OWNER_ALONE);
    }
    for (const name of passable) {
      const inner = join(path, name);
      if (!existsSync(inner)) mkdirSync(inner);
      chmodSync(inner, isRoot ? PASSAGE : OWNER_ALONE);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CloudError(
      `${path}: cannot be written (${code}); the local cloud keeps its account and its logs there, so let the checkout be yours and writable`,
    );
  }
}
