import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An image of a machine without a Docker engine: a copy of the sources and how to run them. */
export interface ProcessImage {
  /** `name@sha256:…` */
  readonly uri: string;
  readonly digest: string;
  /** Where the command runs. */
  readonly workingDirectory: string;
  /** First on the PATH. */
  readonly bin: string;
  /** For `sh -c`. */
  readonly command: string;
}

/** Images by digest, in a folder. */
export class ImageStore {
  constructor(private readonly folder: string) {}

  /** The image that a reference names by digest, or undefined. */
  find(reference: string): ProcessImage | undefined {
    const digest = /@?(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
    if (digest === undefined) return undefined;
    const manifest = join(this.place(digest), "manifest.json");
    return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as ProcessImage) : undefined;
  }

  /** Adds an image; `fill` writes its files. Half an image never becomes visible. */
  add(digest: string, fill: (folder: string) => void, describe: (folder: string) => ProcessImage): ProcessImage {
    const place = this.place(digest);
    const unfinished = `${place}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    fill(unfinished);
    const image = describe(place);
    writeFileSync(join(unfinished, "manifest.json"), JSON.stringify(image, undefined, 2));
    rmSync(place, { recursive: true, force: true });
    renameSync(unfinished, place);
    return image;
  }

  private place(digest: string): string {
    return join(this.folder, digest.replace(":", "-"));
  }
}
