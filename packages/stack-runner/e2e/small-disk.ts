import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHUNK = Buffer.alloc(64 * 1024);

/** A disk of its own for a folder: it fills up, and nothing else on this machine does. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** @throws Error where this user, or this machine, may not mount one. */
  static mount(folder: string, options: string): SmallDisk {
    mkdirSync(folder, { recursive: true });
    const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr || "there is no mount");
    return new SmallDisk(folder);
  }

  /** Until not a byte is left. */
  fill(): void {
    const file = openSync(this.filler, "w");
    try {
      for (let size = CHUNK.length; size >= 1; size = Math.floor(size / 2)) {
        try {
          while (writeSync(file, CHUNK, 0, size) > 0);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  /** Whoever still works on it may do so; nobody else finds it. */
  unmount(): void {
    spawnSync("umount", ["--lazy", this.folder]);
  }

  private get filler(): string {
    return join(this.folder, "filler");
  }
}

/** What runs a test that mounts a disk: `it`, or `it.skip` with the reason where none may be mounted. */
export function whereDisksCanBeMounted(): jest.It {
  const folder = mkdtempSync(join(tmpdir(), "small-disk-"));
  try {
    SmallDisk.mount(folder, "size=64k").unmount();
    return it;
  } catch (error) {
    console.warn(
      `tests of a full disk are skipped, since none can be mounted here: ${(error as Error).message.trim()}`,
    );
    return it.skip;
  } finally {
    rmdirSync(folder);
  }
}
