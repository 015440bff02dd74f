import { constants, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { cp, lstat, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import type { ProcessImage } from "../images/image-store";
import type { SharedMount } from "./shared-files";

/** Python's compiled modules; where they cannot be written they are not, and nobody fails. */
const IGNORED = "__pycache__";

/** The file system of one task: a copy of its image's snapshot, and room for what `/tmp` is in a container. */
export class TaskFolder {
  /** Takes the place of the image's work folder. */
  readonly work: string;
  readonly scratch: string;
  private readonly path = mkdtempSync(join(tmpdir(), "task-"));
  private readonly writable: readonly string[];
  private original: ReadonlyMap<string, string> = new Map();

  /** @param writablePaths Where volumes are mounted that the task may write to, as the container has them. */
  constructor(
    private readonly image: ProcessImage,
    writablePaths: readonly string[],
    private readonly shared: readonly SharedMount[] = [],
  ) {
    this.work = join(this.path, "app");
    this.scratch = join(this.path, "tmp");
    this.writable = writablePaths.flatMap((path) => this.relative(path) ?? []);
  }

  async fill(): Promise<void> {
    mkdirSync(this.scratch);
    await cp(this.image.workingDirectory, this.work, {
      recursive: true,
      // No copy at all where the file system shares the blocks.
      mode: constants.COPYFILE_FICLONE,
      verbatimSymlinks: true,
    });
    for (const { containerPath, folder } of this.shared) this.link(containerPath, folder);
    for (const path of this.writable) mkdirSync(join(this.work, path), { recursive: true });
    this.original = await this.fingerprints();
  }

  /** A shared folder lies where the container has it, if that is below the work folder. */
  private link(containerPath: string, folder: string): void {
    const relative = this.relative(containerPath);
    if (!relative) return;
    const place = join(this.work, relative);
    rmSync(place, { recursive: true, force: true });
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(folder, place);
  }

  /** A container's path on this machine, where it lies below the work folder. */
  place(path: string): string {
    const relative = this.relative(path);
    return relative === undefined ? path : join(this.work, relative);
  }

  /** What was written below the work folder and no volume takes: as the container has the paths, the topmost alone. */
  async refusedWrites(): Promise<readonly string[]> {
    const now = await this.fingerprints();
    const changed = [...new Set([...this.original.keys(), ...now.keys()])]
      .filter((path) => this.original.get(path) !== now.get(path))
      .sort();
    const all = new Set(changed);
    return changed.filter((path) => !all.has(dirname(path))).map((path) => posix.join(this.image.workdir, path));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  /** What tells a written file from the same one before, by path; of folders, that they are there. */
  private async fingerprints(folder = ""): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    // What the task removes meanwhile is not there.
    for (const entry of await readdir(join(this.work, folder), { withFileTypes: true }).catch(() => [])) {
      const path = posix.join(folder, entry.name);
      if (entry.name === IGNORED || this.writable.some((one) => one === "" || path === one)) continue;
      if (entry.isDirectory()) {
        found.set(path, "folder");
        for (const [below, print] of await this.fingerprints(path)) found.set(below, print);
      } else {
        const status = await lstat(join(this.work, path), { bigint: true }).catch(() => undefined);
        if (status) found.set(path, [status.ino, status.size, status.mode, status.ctimeNs].join());
      }
    }
    return found;
  }

  /** Undefined outside of the work folder. */
  private relative(path: string): string | undefined {
    // The image's work folder is then its whole file system, of which the snapshot is a part.
    if (this.image.workdir === "/" && path.startsWith("/")) return undefined;
    const relative = posix.relative(this.image.workdir, posix.resolve(this.image.workdir, path));
    return relative.startsWith("..") ? undefined : relative;
  }
}
