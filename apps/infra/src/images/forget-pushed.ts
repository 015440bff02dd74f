import { stackGroup } from "@app/config";
import { ContainerImage, outputName } from "@app/constructs";
import { RunnerError, type StackInPlace } from "@app/stack-runner";
import type { Environments } from "../environments";
import { repositoryName } from "../stacks/ecr-stack";
import { imageOutputs } from "../stacks/image-stack";
import { ownImages } from "./registries";

/**
 * Takes what was built and pushed out of the image stack's state, once the registry confirms it: from then on the image is a
 * fact of the registry, which every later plan on any machine asks, and no resource of an engine that only one machine has.
 */
export function forgetPushed(environments: Environments): (stack: StackInPlace) => Promise<string | undefined> {
  return async ({ environment: name, stackId, resources, outputs, forget, variables }) => {
    if (stackId !== `${stackGroup}-image`) return undefined;
    const environment = environments.load(name);
    const images = ownImages(environment, variables);
    const held = await resources();
    const published = held.length > 0 ? await outputs() : {};
    const pushed: string[] = [];
    for (const source of Object.values(environment.sources)) {
      const addresses = ContainerImage.addresses(source.key).filter((address) => held.includes(address));
      if (addresses.length === 0) continue;
      const { imageTag: tag, imageUri: uri } = imageOutputs.names(source.key);
      const [imageTag, imageUri] = [String(published[outputName(tag)]), String(published[outputName(uri)])];
      const repository = repositoryName(environment, source);
      const digest = await images.digest(repository, { imageTag });
      if (digest === undefined || !imageUri.endsWith(`@${digest}`)) {
        throw new RunnerError(
          `${imageUri} was pushed, and ${repository}:${imageTag} is ${digest ?? "nothing"}; deploy again`,
        );
      }
      await forget(addresses);
      pushed.push(`${repository}:${imageTag}`);
    }
    return pushed.length > 0 ? `pushed ${pushed.join(", ")}` : undefined;
  };
}
