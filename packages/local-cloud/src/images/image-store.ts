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
  readonly entryPoint: readonly string[];
  /** Words, or a line for the shell. */
  readonly command: string | readonly string[];
}

const MANIFEST = "manifest.json";

/** Images by digest, in a folder. */
export class ImageStore {
  constructor(private readonly folder: string) {}

  /** The image that a reference names by digest, or undefined. */
  find(reference: string): ProcessImage | undefined {
    const digest = /(?:^|@)(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
    const image = digest && readManifest(join(this.place(digest), MANIFEST));
    // The paths in it are absolute: in a checkout that was moved they lead nowhere.
    return image && existsSync(image.workingDirectory) ? image : undefined;
  }

  /** Adds an image; `fill` writes its files. Half an image never becomes visible. */
  add(digest: string, fill: (folder: string) => void, describe: (folder: string) => ProcessImage): ProcessImage {
    const place = this.place(digest);
    const image = describe(place);
    const unfinished = `${place}.${process.pid}`;
    try {
      mkdirSync(unfinished, { recursive: true });
      fill(unfinished);
      writeFileSync(join(unfinished, MANIFEST), JSON.stringify(image, undefined, 2));
      rmSync(place, { recursive: true, force: true });
      renameSync(unfinished, place);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    return image;
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
