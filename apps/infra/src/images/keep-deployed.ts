import { stackGroup, withRunOverrides } from "@app/config";
import { DEPLOYED_TAG_PREFIX } from "@app/constructs";
import type { StackInPlace } from "@app/stack-runner";
import type { Environments } from "../environments";
import { inOwnRepository, ownImages } from "./registries";

/**
 * Marks the image of a service that is in place as deployed: the repository's lifecycle policy lets those stay. One tag for
 * each image, never moved, so that what ran before stays for a roll back.
 */
export function keepDeployed(environments: Environments): (stack: StackInPlace) => Promise<undefined> {
  return async ({ environment: name, stackId, outputs, variables }) => {
    const environment = withRunOverrides(environments.load(name), variables);
    const service = environment.services.find(({ key }) => stackId === `${stackGroup}-service-${key}`);
    const source = service && environment.sources[service.source];
    if (!source) return undefined;
    const uri = source.imageUri ?? (await outputs()).image_uri;
    const image = inOwnRepository(String(uri), source, environment, variables);
    if (!image) return undefined;
    const tag = `${DEPLOYED_TAG_PREFIX}${image.digest.slice("sha256:".length, "sha256:".length + 16)}`;
    await ownImages(environment, variables).tag(image.repository, image.digest, tag);
    return undefined;
  };
}
