import { type Environment, type Source, stackGroup, withRunOverrides } from "@app/config";
import { ecrRegistry, type ImageUri, parseImageUri } from "@app/constructs";
import { type ComingStack, RunnerError } from "@app/stack-runner";
import { clientSettings } from "../client-settings";
import type { Environments } from "../environments";
import { repositoryName } from "../stacks/ecr-stack";
import { copyImage } from "./copy-image";
import { EcrImages } from "./ecr-images";
import { ownAddress, ownImages } from "./registries";
import { RegistryRefusal } from "./registry-refusal";
import { RegistryRepository } from "./registry-repository";

/** Copies the image that a service is about to run into the environment's own repository, where it comes from another one. */
export function copyPromoted(environments: Environments): (stack: ComingStack) => Promise<void> {
  // Services of one source ask for the same image, side by side.
  const copies = new Map<string, Promise<void>>();
  return async (stack) => {
    const environment = withRunOverrides(environments.load(stack.environment), stack.variables);
    const service = environment.services.find(({ key }) => stack.stackId === `${stackGroup}-service-${key}`);
    const source = service && environment.sources[service.source];
    if (source?.copiedFrom === undefined) return;
    const known = copies.get(source.copiedFrom);
    if (known) return known;
    const copy = copyOnce(stack, environment, source, source.copiedFrom);
    copies.set(source.copiedFrom, copy);
    return copy;
  };
}

async function copyOnce(stack: ComingStack, environment: Environment, source: Source, uri: string): Promise<void> {
  const image = parseImageUri(uri);
  if (!image) throw new RunnerError(`${uri}: is not the URI of an image by digest`);
  const images = ownImages(environment, stack.variables);
  const repository = repositoryName(environment, source);
  const tag = copiedTag(image.digest);
  if ((await images.digest(repository, { imageTag: tag })) === image.digest) return;
  stack.onProgress(`copying ${uri} into ${repository} …`);
  const { signal, variables } = stack;
  const login = await images.login();
  const to = new RegistryRepository({ address: ownAddress(environment, variables), repository, login, signal });
  const from = await repositoryOf(image, environment, stack);
  try {
    await copyImage({ from, to, digest: image.digest, tag, signal });
  } catch (error) {
    if (signal.aborted) throw new RunnerError("interrupted while its image was copied; nothing was applied");
    throw copyError(uri, image, environment, error as Error);
  }
}

/** ECR's tags may not be moved: the same image has always the same one. */
function copiedTag(digest: string): string {
  return `copied-${digest.slice("sha256:".length, "sha256:".length + 16)}`;
}

/** Where an image is copied from: with the rights of this run, in whatever account and region it is. */
async function repositoryOf(
  { registry, repository }: ImageUri,
  environment: Environment,
  { variables, signal }: ComingStack,
): Promise<RegistryRepository> {
  const { accountId, region } = ecrRegistry(registry) ?? environment.aws;
  const login = await new EcrImages(accountId, clientSettings(variables, region, "ECR")).login();
  const address = environment.aws.emulated ? ownAddress(environment, variables) : `https://${registry}`;
  return new RegistryRepository({ address, repository, login, signal });
}

function copyError(uri: string, { repository }: ImageUri, { aws }: Environment, error: Error): RunnerError {
  const refused = error instanceof RegistryRefusal && [401, 403].includes(error.status);
  const remedy = refused
    ? `account ${aws.accountId} must be allowed to pull from ${repository}: \`promotion.pullableBy\` of the environment that keeps it, and the role of this deploy must allow it as well`
    : "nothing of this stack was applied; layers that were copied are not copied again";
  const { message, cause } = error;
  const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
  return new RunnerError(`${uri} could not be copied: ${reason}\n→ ${remedy}`, { cause: error });
}
