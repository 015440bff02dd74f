export { builtHashes } from "./built-hashes";
export { buildDockerProvider, builtProviders, DOCKER_PROVIDER } from "./docker-provider";
export { findTerraform, type Terraform } from "./find-terraform";
export { mismatchText } from "./package-mismatch";
export { type ProviderEnvironmentOptions, providerEnvironment } from "./provider-environment";
export {
  LOCK_FILE,
  lockText,
  type ProviderLock,
  readProviderLock,
  requireLocked,
  withoutHashes,
  withoutOutdated,
} from "./provider-lock";
export type { Provider } from "./provider-mirrors";
export { ToolchainError } from "./toolchain-error";
