import { Image } from "@cdktf/provider-docker/lib/image";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { Construct } from "constructs";
import { contentHash } from "./content-hash";

export interface ContainerImageProps {
  /** Folder with the Dockerfile, absolute. */
  readonly context: string;
  /** The same folder as the plan shall show it, relative to where Terraform runs. */
  readonly contextInPlan: string;
  /** Repository to push to, without a tag. */
  readonly repositoryUrl: string;
  readonly architecture: "X86_64" | "ARM64";
  readonly buildArguments?: Readonly<Record<string, string>>;
}

const PLATFORMS = { X86_64: "linux/amd64", ARM64: "linux/arm64" } as const;

/** An image built from a folder and pushed under the hash of its content: nothing changed, nothing built. */
export class ContainerImage extends Construct {
  /** Hash of the sources, the tag in the registry. */
  readonly tag: string;
  /** `repository@sha256:…`, what a task definition shall run. */
  readonly uri: string;

  constructor(scope: Construct, id: string, props: ContainerImageProps) {
    super(scope, id);
    const { context, contextInPlan, repositoryUrl, architecture, buildArguments = {} } = props;
    const platform = PLATFORMS[architecture];
    this.tag = contentHash(context, { ...buildArguments, platform }).slice(0, 16);
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
}
