export { buildDockerProvider, builtProviders, DOCKER_PROVIDER } from "./docker-provider";
export { findTerraform, type Terraform } from "./find-terraform";
export { type ProviderEnvironmentOptions, providerEnvironment } from "./provider-environment";
export type { Provider } from "./provider-mirrors";
export { ToolchainError } from "./toolchain-error";
