import { createHash } from "node:crypto";
import { type Manifest, references } from "./manifest";
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
}

/** Copies an image bit by bit, so that it keeps its digest; layers that are there already are not sent again. */
export async function copyImage({ from, to, digest, tag }: ImageCopy): Promise<void> {
  const manifest = await verifiedManifest(from, digest);
  await copyReferences(from, to, manifest);
  await to.putManifest(tag, manifest);
}

async function copyReferences(from: RegistryRepository, to: RegistryRepository, manifest: Manifest): Promise<void> {
  const { manifests, blobs } = references(manifest);
  for (const digest of manifests) {
    const part = await verifiedManifest(from, digest);
    await copyReferences(from, to, part);
    await to.putManifest(digest, part);
  }
  await Promise.all(
    blobs.map(async (digest) => {
      if (!(await to.hasBlob(digest))) await to.putBlob(digest, await from.blob(digest));
    }),
  );
}

async function verifiedManifest(from: RegistryRepository, digest: string): Promise<Manifest> {
  const manifest = await from.manifest(digest);
  if (!manifest) throw new ImageMissing(`there is no image ${digest}`);
  const actual = `sha256:${createHash("sha256").update(manifest.bytes).digest("hex")}`;
  if (actual !== digest) throw new Error(`the registry answered with ${actual} when asked for ${digest}`);
  return manifest;
}
