import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An image of a machine without a Docker engine: a copy of the sources and how to run them. */
export interface ProcessImage {
  /** `name@sha256:…` */
  readonly uri: string;
  readonly digest: string;
  /** The snapshot. Nothing runs in it: each task has a copy. */
  readonly workingDirectory: string;
  /** Folder of a container that the snapshot stands for. */
  readonly workdir: string;
  /** First on the PATH. */
  readonly bin: string;
  /** Variables of the image, which a task definition's own go before. */
  readonly environment: Readonly<Record<string, string>>;
  readonly entryPoint: readonly string[];
  /** Words behind the entry point, or a line for the shell, which stands alone. */
  readonly command: string | readonly string[];
}

const MANIFEST = "manifest.json";

/** Images by digest, in a folder. */
export class ImageStore {
  constructor(private readonly folder: string) {}

  /** The image that a reference names by digest, or undefined. */
  find(reference: string): ProcessImage | undefined {
    const digest = /(?:^|@)(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
    const image = digest ? readManifest(join(this.place(digest), MANIFEST)) : undefined;
    // The paths in it are absolute: in a checkout that was moved they lead nowhere. An older checkout's lacks some.
    return image?.workdir && existsSync(image.workingDirectory) ? image : undefined;
  }

  /**
   * Adds an image; `fill` writes its files. Half an image never becomes visible, and of several that are added at once
   * under the same digest the first one stays: it is as good as the others, and tasks may be copying it already.
   */
  add(digest: string, fill: (folder: string) => void, describe: (folder: string) => ProcessImage): ProcessImage {
    const place = this.place(digest);
    const image = describe(place);
    const unfinished = `${place}.${randomUUID()}`;
    try {
      mkdirSync(unfinished, { recursive: true });
      fill(unfinished);
      writeFileSync(join(unfinished, MANIFEST), JSON.stringify(image, undefined, 2));
      const existing = this.find(digest);
      if (existing) return existing;
      // What is left of a damaged one.
      rmSync(place, { recursive: true, force: true });
      renameSync(unfinished, place);
      return image;
    } catch (error) {
      const existing = this.find(digest);
      if (existing) return existing;
      throw error;
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }

  private place(digest: string): string {
    return join(this.folder, digest.replace(":", "-"));
  }
}

function readManifest(file: string): ProcessImage | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessImage;
  } catch {
    return undefined; // absent or damaged
  }
}
