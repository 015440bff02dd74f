import { createHash } from "node:crypto";
import {
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  type Stats,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { CloudError } from "../cloud-error";
import { unreadable } from "./source-file";

const PERMISSIONS = 0o777;

/** What makes a snapshot of these files, links and folders another one: names, content, targets of links, permissions. */
export function snapshotHash(source: string, files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of sorted(files)) {
    const path = join(source, file);
    const { kind, permissions } = entryOf(path);
    const bytes = kind === "file" ? read(path) : Buffer.from(kind === "link" ? readlinkSync(path) : "");
    hash.update(`${file}\n${kind} ${permissions} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/** Copies files, links and folders of a source as they are: links stay links, wherever they lead. */
export function copySnapshot(source: string, files: readonly string[], target: string): void {
  mkdirSync(target, { recursive: true });
  const folders: [string, number][] = [];
  for (const file of sorted(files)) {
    const [from, to] = [join(source, file), join(target, file)];
    const { kind, permissions } = entryOf(from);
    mkdirSync(kind === "folder" ? to : dirname(to), { recursive: true });
    if (kind === "folder") folders.push([to, permissions]);
    else if (kind === "link") symlinkSync(readlinkSync(from), to);
    else {
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
      chmodSync(to, permissions);
    }
  }
  // At last, for what cannot be written cannot be filled.
  for (const [folder, permissions] of folders) chmodSync(folder, permissions);
}

interface Entry {
  readonly kind: "file" | "link" | "folder";
  readonly permissions: number;
}

function entryOf(path: string): Entry {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw unreadable(path, "ENOENT");
  const permissions = status.mode & PERMISSIONS;
  // Those of a link are the operating system's affair.
  if (status.isSymbolicLink()) return { kind: "link", permissions: 0 };
  if (status.isDirectory()) return { kind: "folder", permissions };
  if (status.isFile()) return { kind: "file", permissions };
  throw special(path, status);
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, (error as NodeJS.ErrnoException).code);
  }
}

function special(path: string, status: Stats): CloudError {
  const kind = status.isFIFO() ? "a pipe" : status.isSocket() ? "a socket" : "a device";
  return new CloudError(`${path}: is ${kind}, which no image can hold; name it in .dockerignore`);
}

function sorted(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => file.replace(/\/+$/, "")))].sort();
}
