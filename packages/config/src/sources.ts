import { kebabCase } from "./naming";

/** An image in the source's own repository. */
export interface PushedImage {
  /** Hash of the content that it was built from. */
  readonly tag: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** A folder with a Dockerfile, and where its image comes from. */
export interface Source {
  /** The folder's last segment; names repository, image and their addresses. */
  readonly key: string;
  /** Relative to the root of the checkout. */
  readonly folder: string;
  /** ECR repository that exists already. */
  readonly repositoryName?: string;
  /** Image that exists already, by digest, and runs from where it is; nothing is built. */
  readonly imageUri?: string;
  /** Image of another repository, by digest, that the run copies into the source's own before it is used. */
  readonly copiedFrom?: string;
  /** What the repository has of exactly this content: neither built nor pushed again. */
  readonly pushed?: PushedImage;
  readonly architecture: "X86_64" | "ARM64";
  /** Base image instead of the Dockerfile's own. */
  readonly baseImage?: string;
}

interface Built {
  readonly source: string;
  readonly sidecars: Readonly<Record<string, { readonly source?: string }>>;
}

/** Folders that the images of a service's task are built from: its own first. */
export function foldersOf({ source, sidecars }: Built): string[] {
  return [source, ...Object.values(sidecars).flatMap((sidecar) => sidecar.source ?? [])];
}

/** Folder → key. The first of two folders with one name keeps it, so that a further service renames no repository. */
export function sourceKeys(folders: Iterable<string>): Map<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const folder of folders) {
    if (keys.has(folder)) continue;
    const segments = folder.split("/").map(segmentKey);
    const lengths = segments.map((_, index) => index + 1);
    const names = lengths.map((length) => segments.slice(-length).join("-"));
    let key = names.find((name) => !taken.has(name)) ?? names.join("-");
    while (taken.has(key)) key += "-2";
    taken.add(key);
    keys.set(folder, key);
  }
  return keys;
}

function segmentKey(segment: string): string {
  const key = kebabCase(segment)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return /^[a-z]/.test(key) ? key : ["source", key].filter(Boolean).join("-");
}
