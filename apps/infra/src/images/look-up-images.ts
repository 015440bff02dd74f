import { constantCase, type Environment, type Source, withRunOverrides } from "@app/config";
import { imageTag } from "@app/constructs";
import type { LookUp } from "@app/stack-runner";
import type { Environments } from "../environments";
import { isBuilt, sourceContent } from "../source-content";
import { repositoryName } from "../stacks/ecr-stack";
import type { EcrImages } from "./ecr-images";
import { inOtherRepository, ownImages } from "./registries";

/** What earlier look-ups left in the environment of whoever starts a run. */
const LOOKED_UP = /^(PUSHED|COPIED)_IMAGE_/;

/**
 * Asks the environment's registry what it has, before anything is planned: what is there of the very same content is neither
 * built nor pushed. For what is missing, the run gets a login of its own.
 */
export function lookUpImages(environments: Environments): (lookUp: LookUp) => Promise<Record<string, string>> {
  return async ({ environment: name, variables, onProgress }) => {
    const given = Object.fromEntries(Object.entries(variables).filter(([variable]) => !LOOKED_UP.test(variable)));
    const environment = withRunOverrides(environments.load(name), given);
    const images = ownImages(environment, variables);
    const sources = Object.values(environment.sources);
    const found = await Promise.all(sources.map((source) => lookUpSource(source, environment, images, variables)));
    for (const { line } of found) if (line) onProgress(line);
    return {
      ...(sources.some(isBuilt) && (await dockerLogin(images))),
      ...Object.assign({}, ...found.map(({ variables: values }) => values)),
    };
  };
}

interface Found {
  readonly variables: Readonly<Record<string, string>>;
  readonly line?: string;
}

async function lookUpSource(
  source: Source,
  environment: Environment,
  images: EcrImages,
  variables: Readonly<NodeJS.ProcessEnv>,
): Promise<Found> {
  const name = constantCase(source.key);
  const { imageUri } = source;
  if (imageUri !== undefined) {
    const copied = inOtherRepository(imageUri, source, environment, variables) ? imageUri : "";
    return { variables: { [`COPIED_IMAGE_${name}`]: copied } };
  }
  const repository = repositoryName(environment, source);
  const tag = imageTag(sourceContent(source));
  const digest = await images.digest(repository, { imageTag: tag });
  const line = `image of ${source.key}: ${repository}:${tag} ${digest ? "is in the registry" : "is to be built and pushed"}`;
  // Empty where there is none: a variable of the same name from outside counts no more.
  return { line, variables: { [`PUSHED_IMAGE_${name}`]: digest ? `${tag}@${digest}` : "" } };
}

/** The Docker provider reads a registry's login from these: it stands in no plan and no state. */
// https://github.com/kreuzwerker/terraform-provider-docker/blob/v3.6.2/internal/provider/provider.go#L110-L127
async function dockerLogin(images: EcrImages): Promise<Record<string, string>> {
  const { user, password } = await images.login();
  return { DOCKER_REGISTRY_USER: user, DOCKER_REGISTRY_PASS: password };
}
