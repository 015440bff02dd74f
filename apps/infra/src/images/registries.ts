import type { Environment, Source } from "@app/config";
import { ecrHost, ecrRegistry, type ImageUri, parseImageUri } from "@app/constructs";
import { clientSettings } from "../client-settings";
import { repositoryName } from "../stacks/ecr-stack";
import { EcrImages } from "./ecr-images";

type Variables = Readonly<NodeJS.ProcessEnv>;

/** The images of an environment's own account. */
export function ownImages({ aws }: Environment, variables: Variables): EcrImages {
  return new EcrImages(aws.accountId, clientSettings(variables, aws.region, "ECR"));
}

/** Address of the environment's own registry. */
export function ownAddress({ aws }: Environment, { REGISTRY_ADDRESS: emulated }: Variables): string {
  return emulated ?? `https://${ecrHost(aws)}`;
}

/** The parts of an image's URI, when the image is in the source's own repository. */
export function inOwnRepository(
  uri: string,
  source: Source,
  environment: Environment,
  variables: Variables,
): ImageUri | undefined {
  const image = parseImageUri(uri);
  const isOwn =
    image?.repository === repositoryName(environment, source) && isOwnRegistry(image, environment, variables);
  return isOwn ? image : undefined;
}

/**
 * The parts of an image's URI, when it is in ECR and not in the source's own repository: somebody else's rules decide how long
 * it is there. What is in other registries needs a login that nobody gave.
 */
export function inOtherRepository(
  uri: string,
  source: Source,
  environment: Environment,
  variables: Variables,
): ImageUri | undefined {
  const image = parseImageUri(uri);
  if (!image || inOwnRepository(uri, source, environment, variables)) return undefined;
  const isReachable = isOwnRegistry(image, environment, variables) || (!environment.aws.emulated && ecrRegistry(uri));
  return isReachable ? image : undefined;
}

function isOwnRegistry({ registry }: ImageUri, environment: Environment, variables: Variables): boolean {
  if (environment.aws.emulated) return registry === new URL(ownAddress(environment, variables)).host;
  const { accountId, region } = environment.aws;
  const other = ecrRegistry(registry);
  return other?.accountId === accountId && other.region === region;
}
