import { Image } from "@cdktf/provider-docker/lib/image";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { Construct } from "constructs";
import { type ImageContent, imageTag, PLATFORMS } from "./image-tag";

export interface ContainerImageProps extends ImageContent {
  /** The same folder as the plan shall show it, relative to where Terraform runs. */
  readonly contextInPlan: string;
  /** Repository to push to, without a tag. */
  readonly repositoryUrl: string;
}

/**
 * An image built from a folder and pushed under the hash of its content. Only for one that the repository does not have: the
 * provider pushes whenever it creates, and ECR refuses a tag that exists.
 */
export class ContainerImage extends Construct {
  /** Hash of the sources, the tag in the registry. */
  readonly tag: string;
  /** `repository@sha256:…`, what a task definition shall run. */
  readonly uri: string;

  constructor(scope: Construct, id: string, props: ContainerImageProps) {
    super(scope, id);
    const { contextInPlan, repositoryUrl, architecture, buildArguments = {} } = props;
    const platform = PLATFORMS[architecture];
    this.tag = imageTag(props);
    const built = new Image(this, "Built", {
      name: `${repositoryUrl}:${this.tag}`,
      buildAttribute: { context: contextInPlan, platform, buildArgs: { ...buildArguments } },
      triggers: { content: this.tag },
      keepLocally: true,
    });
    const pushed = new RegistryImage(this, "Pushed", {
      name: built.name,
      // A released image outlives this stack's next release: rollbacks need it. The registry's lifecycle policy expires it.
      keepRemotely: true,
      triggers: { content: this.tag },
    });
    this.uri = `${repositoryUrl}@${pushed.sha256Digest}`;
  }

  /** What it is in Terraform, directly in a stack under `id`. */
  static addresses(id: string): string[] {
    const name = id.replaceAll("-", "_");
    return [`docker_image.${name}`, `docker_registry_image.${name}`];
  }
}
