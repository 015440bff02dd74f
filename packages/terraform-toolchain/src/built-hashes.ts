import { existsSync } from "node:fs";
import { join } from "node:path";
import { builtProviders, DOCKER_PROVIDER } from "./docker-provider";
import { packageHash } from "./package-hash";
import { platform, REGISTRY_HOST } from "./provider-mirrors";

/**
 * Hashes of the providers that this checkout built itself, by name. No lock file can know them: they depend on the Go that
 * built them. Their sources are pinned by `docker-provider/go.sum`.
 */
export function builtHashes(root: string): Record<string, string> {
  const { source, version } = DOCKER_PROVIDER;
  const folder = join(builtProviders(root), REGISTRY_HOST, source, version, platform());
  return existsSync(folder) ? { [source]: packageHash(folder) } : {};
}
