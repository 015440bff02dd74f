import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { buildDockerProvider, builtProviders, DOCKER_PROVIDER } from "./docker-provider";
import {
  findMirrors,
  holds,
  namespaceAndType,
  type Provider,
  platform,
  REGISTRY_HOST,
  usualRoots,
} from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";

const REGISTRY_TIMEOUT_MS = 5000;

export interface ProviderEnvironmentOptions {
  /** Root of the checkout; generated files go under its `.local`. */
  readonly root: string;
  readonly providers: readonly Provider[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly onProgress?: (line: string) => void;
}

/**
 * Variables with which `terraform init` finds its providers. Empty where the user configured Terraform or where the
 * registry answers; else they name a configuration that serves the mirrors found on this machine, and the Docker provider
 * built from source where no mirror holds it.
 * @throws ToolchainError when the registry does not answer and a provider is in no mirror.
 */
export async function providerEnvironment(options: ProviderEnvironmentOptions): Promise<Record<string, string>> {
  const { root, providers, environment = process.env, onProgress = () => undefined } = options;
  if (isConfigured(environment) || (await registryAnswers())) return {};
  const roots = usualRoots(environment);
  const find = () => {
    const mirrors = findMirrors([...roots, builtProviders(root)]);
    return { mirrors, missing: providers.filter((provider) => !mirrors.some((mirror) => holds(mirror, provider))) };
  };
  let { mirrors, missing } = find();
  if (missing.some(isDockerProvider)) {
    await buildDockerProvider({ root, onProgress });
    ({ mirrors, missing } = find());
  }
  if (missing.length > 0) throw missingProviders(missing, roots);
  return { TF_CLI_CONFIG_FILE: writeConfiguration(root, mirrors, providers) };
}

function isDockerProvider({ source, version }: Provider): boolean {
  return namespaceAndType(source) === DOCKER_PROVIDER.source && version === DOCKER_PROVIDER.version;
}

/** A configuration file that exists is the user's decision; one that does not, Terraform only warns about. */
function isConfigured({ TF_CLI_CONFIG_FILE: file, HOME = homedir() }: NodeJS.ProcessEnv): boolean {
  return existsSync(file ?? join(HOME, ".terraformrc"));
}

async function registryAnswers(): Promise<boolean> {
  try {
    const answer = await fetch(`https://${REGISTRY_HOST}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(REGISTRY_TIMEOUT_MS),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** One mirror of links to the providers that are needed, whichever mirrors they came from. */
function writeConfiguration(root: string, mirrors: readonly string[], providers: readonly Provider[]): string {
  const folder = join(root, ".local/terraform");
  const mirror = join(folder, "mirror");
  for (const provider of providers) {
    // Terraform follows links only here, at the deepest level.
    const place = join(namespaceAndType(provider.source), provider.version, platform());
    const link = join(mirror, REGISTRY_HOST, place);
    const source = mirrors.find((candidate) => holds(candidate, provider));
    if (source === undefined) continue;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true, recursive: true });
    symlinkSync(join(source, place), link, "dir");
  }
  const file = join(folder, "terraform.rc");
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return file;
}

function missingProviders(missing: readonly Provider[], roots: readonly string[]): ToolchainError {
  const names = missing.map(({ source, version }) => `${namespaceAndType(source)} ${version}`).join(", ");
  return new ToolchainError(
    `the Terraform registry does not answer and no provider mirror holds ${names}.
Looked for folders called ${REGISTRY_HOST} under ${roots.join(", ")}.
On a machine with internet run \`terraform providers mirror FOLDER\` in a stack's output folder, copy FOLDER here and name it in TF_PROVIDER_MIRROR. Layout: ${REGISTRY_HOST}/NAMESPACE/TYPE/VERSION/OS_ARCH.`,
  );
}
