/** What a registry keeps under an image's digest: one image, or a list of several. */
// https://github.com/opencontainers/image-spec/blob/main/media-types.md
export const MANIFEST_TYPES = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
] as const;

export interface Manifest {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

interface Descriptor {
  readonly digest: string;
}

/** Digests of what a manifest refers to. */
export function references({ bytes }: Manifest): { readonly manifests: string[]; readonly blobs: string[] } {
  const {
    manifests = [],
    config,
    layers = [],
  } = JSON.parse(bytes.toString("utf8")) as {
    readonly manifests?: readonly Descriptor[];
    readonly config?: Descriptor;
    readonly layers?: readonly Descriptor[];
  };
  const digests = (descriptors: readonly Descriptor[]) => [...new Set(descriptors.map(({ digest }) => digest))];
  return { manifests: digests(manifests), blobs: digests([...(config ? [config] : []), ...layers]) };
}
