/** Where an image is, by digest. */
export interface ImageUri {
  /** Host, and port where it has one. */
  readonly registry: string;
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
}

const IMAGE_URI = /^(?<registry>[^/@]+)\/(?<repository>[^@:]+)(?::[^@]+)?@(?<digest>sha256:[0-9a-f]{64})$/;

/** The parts of `registry/repository@sha256:…`; undefined for a name without one of them. */
export function parseImageUri(uri: string): ImageUri | undefined {
  const { registry, repository, digest } = uri.match(IMAGE_URI)?.groups ?? {};
  return registry && repository && digest ? { registry, repository, digest } : undefined;
}
