import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { buildDockerProvider, builtProviders, DOCKER_PROVIDER } from "./docker-provider";
import {
  findMirrors,
  namespaceAndType,
  type Provider,
  placeIn,
  platform,
  REGISTRY_HOST,
  usualRoots,
} from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";
import { writeMirror } from "./written-mirror";

const DISCOVERY = `https://${REGISTRY_HOST}/.well-known/terraform.json`;
const REGISTRY_TIMEOUT_MS = 5000;

export interface ProviderEnvironmentOptions {
  /** Root of the checkout; generated files go under its `.local`. */
  readonly root: string;
  readonly providers: readonly Provider[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly onProgress?: (line: string) => void;
  /** What is asked to see whether the registry can be reached; default: its discovery document. */
  readonly registry?: string;
}

/**
 * Variables with which `terraform init` finds its providers. Empty where the user configured Terraform or where the
 * registry answers; else they name a configuration that serves the mirrors found on this machine, and the Docker provider
 * built from source where no mirror holds it.
 * @throws ToolchainError when the registry does not answer and a provider is in no mirror.
 */
export async function providerEnvironment(options: ProviderEnvironmentOptions): Promise<Record<string, string>> {
  const { root, providers, environment = process.env, onProgress = () => undefined, registry = DISCOVERY } = options;
  if (isConfigured(environment) || (await answers(registry))) return {};
  const mirrors = () => findMirrors([...usualRoots(environment), builtProviders(root)]);
  const found = mirrors();
  const missing = providers.filter((provider) => !found.some((mirror) => placeIn(mirror, provider)));
  if (!missing.every(isDockerProvider)) {
    // Node asks without the proxy that Terraform takes: only Terraform can tell whether the registry answers behind it.
    if (environment.HTTPS_PROXY || environment.https_proxy) return {};
    throw missingProviders(missing, environment);
  }
  if (missing.length > 0) {
    await buildDockerProvider({ root, environment, onProgress }).catch((error: Error) => {
      throw missingProviders(missing, environment, `It can be built from source, but ${error.message}`);
    });
  }
  return { TF_CLI_CONFIG_FILE: writeMirror(join(root, ".local/terraform"), mirrors(), providers) };
}

function isDockerProvider({ source, version }: Provider): boolean {
  return namespaceAndType(source) === DOCKER_PROVIDER.source && version === DOCKER_PROVIDER.version;
}

/** A configuration file that exists is the user's decision; one that does not, Terraform only warns about. */
function isConfigured({ TF_CLI_CONFIG_FILE: file, HOME = homedir() }: NodeJS.ProcessEnv): boolean {
  return existsSync(file || join(HOME, ".terraformrc"));
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(REGISTRY_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}

function missingProviders(missing: readonly Provider[], environment: NodeJS.ProcessEnv, note?: string): ToolchainError {
  const names = missing.map(({ source, version }) => `${namespaceAndType(source)} ${version}`).join(", ");
  const { TF_PROVIDER_MIRROR: named } = environment;
  const lines = [
    `the Terraform registry does not answer and no provider mirror holds ${names} for ${platform()}.`,
    ...(note ? [note] : []),
    ...(named && !existsSync(named) ? [`TF_PROVIDER_MIRROR names ${named}, which does not exist.`] : []),
    `Looked for folders called ${REGISTRY_HOST} under ${usualRoots(environment).join(", ")}.`,
    `On a machine with internet run \`terraform providers mirror -platform=${platform()} FOLDER\` in a stack's output folder, copy FOLDER here and name it in TF_PROVIDER_MIRROR.`,
  ];
  return new ToolchainError(lines.join("\n"));
}
