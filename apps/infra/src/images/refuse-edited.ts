import { stackGroup, withRunOverrides } from "@app/config";
import { ContainerImage, imageTag } from "@app/constructs";
import { type ComingStack, RunnerError } from "@app/stack-runner";
import type { Environments } from "../environments";
import { sourceContent } from "../source-content";

interface ImageConfiguration {
  readonly resource?: {
    readonly docker_image?: Readonly<Record<string, { readonly triggers: { readonly content: string } }>>;
  };
}

/**
 * Keeps an image from being built of a folder that was edited since its plan was made. It would be pushed under the hash of
 * what was there before, and found under it by every later deploy.
 */
export function refuseEdited(environments: Environments): (stack: ComingStack) => Promise<void> {
  return async ({ environment: name, stackId, variables, configuration }) => {
    if (stackId !== `${stackGroup}-image`) return;
    const { docker_image: planned = {} } = (JSON.parse(configuration) as ImageConfiguration).resource ?? {};
    const { sources } = withRunOverrides(environments.load(name), variables);
    const edited = Object.values(sources).filter((source) => {
      const [address = ""] = ContainerImage.addresses(source.key);
      const image = planned[address.replace("docker_image.", "")];
      return image !== undefined && image.triggers.content !== imageTag(sourceContent(source));
    });
    if (edited.length === 0) return;
    throw new RunnerError(
      `${edited.map(({ folder }) => folder).join(", ")}: edited since this run began; nothing was built of it. Run it again`,
    );
  };
}
