import { createHash } from "node:crypto";
import { type Manifest, references } from "./manifest";
import { patiently } from "./patience";
import type { RegistryRepository } from "./registry-repository";

/** The repository to copy from does not have the image. */
export class ImageMissing extends Error {
  override readonly name = "ImageMissing";
}

export interface ImageCopy {
  readonly from: RegistryRepository;
  readonly to: RegistryRepository;
  readonly digest: string;
  /** What the copy is called: untagged images expire. */
  readonly tag: string;
  readonly signal: AbortSignal;
}

/** Copies an image bit by bit, so that it keeps its digest; layers that are there already are not sent again. */
export async function copyImage(copy: ImageCopy): Promise<void> {
  const { to, digest, tag, signal } = copy;
  const manifest = await copyReferences(copy, digest);
  await patiently(signal, async () => {
    // Where tags may not be moved, what was put and not answered cannot be put again.
    const there = await to.manifest(tag);
    if (!there || digestOf(there) !== digest) await to.putManifest(tag, manifest);
  });
}

/** Everything that a manifest refers to, and returns the manifest. */
async function copyReferences(copy: ImageCopy, digest: string): Promise<Manifest> {
  const { from, to, signal } = copy;
  const manifest = await patiently(signal, () => verifiedManifest(from, digest));
  const { manifests, blobs } = references(manifest);
  for (const part of manifests) {
    const partManifest = await copyReferences(copy, part);
    await patiently(signal, () => to.putManifest(part, partManifest));
  }
  await Promise.all(blobs.map((blob) => patiently(signal, () => copyBlob(copy, blob))));
  return manifest;
}

async function copyBlob({ from, to }: ImageCopy, digest: string): Promise<void> {
  if (!(await to.hasBlob(digest))) await to.putBlob(digest, await from.blob(digest));
}

async function verifiedManifest(from: RegistryRepository, digest: string): Promise<Manifest> {
  const manifest = await from.manifest(digest);
  if (!manifest) throw new ImageMissing(`there is no image ${digest}`);
  const actual = digestOf(manifest);
  if (actual !== digest) throw new Error(`the registry answered with ${actual} when asked for ${digest}`);
  return manifest;
}

function digestOf({ bytes }: Manifest): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
