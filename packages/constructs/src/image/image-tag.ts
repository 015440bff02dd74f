import { contentHash } from "./content-hash";

export interface ImageContent {
  /** Folder with the Dockerfile, absolute. */
  readonly context: string;
  readonly architecture: "X86_64" | "ARM64";
  readonly buildArguments?: Readonly<Record<string, string>>;
}

export const PLATFORMS = { X86_64: "linux/amd64", ARM64: "linux/arm64" } as const;

/** The tag of an image: the hash of all that its build sees. */
export function imageTag({ context, architecture, buildArguments = {} }: ImageContent): string {
  return contentHash(context, { ...buildArguments, platform: PLATFORMS[architecture] }).slice(0, 16);
}
