import { join, relative } from "node:path";
import type { Environment, Source } from "@app/config";
import { ContainerImage, type OutputSpecifications, type OutputValues, text } from "@app/constructs";
import { DataAwsEcrAuthorizationToken } from "@cdktf/provider-aws/lib/data-aws-ecr-authorization-token";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { KeyedOutputs } from "../keyed-outputs";
import { type EcrStack, repositoryOutputs } from "./ecr-stack";

/** Of each source that is built. */
export const imageOutputs = new KeyedOutputs({
  imageUri: text("Image by digest, as its services run it"),
  imageTag: text("Hash of the sources that the image was built from"),
});

/** Root of the checkout: folders of sources are relative to it. */
const ROOT = join(__dirname, "../../../..");

function builtSources({ sources }: Environment): Source[] {
  return Object.values(sources).filter(({ imageUri }) => imageUri === undefined);
}

/** One image for each source, built here and pushed to its repository. The only stack that needs a Docker engine. */
export class ImageStack extends EnvironmentStack<OutputSpecifications> {
  static isNeeded(environment: Environment): boolean {
    return builtSources(environment).length > 0;
  }

  constructor(app: App, environment: Environment, upstream: { readonly ecr: EcrStack }) {
    const sources = builtSources(environment);
    super(app, environment, "image", imageOutputs.specifications(sources.map(({ key }) => key)));
    const repositories = this.read(upstream.ecr);
    const token = new DataAwsEcrAuthorizationToken(this, "token", {});
    // An emulator's registry answers on its own port, not under ECR's name.
    const emulatedRegistry = process.env.REGISTRY_ADDRESS;
    const address = emulatedRegistry ?? token.proxyEndpoint;
    new DockerProvider(this, "docker", {
      registryAuth: [{ address, username: token.userName, password: token.password }],
    });
    const published = sources.map((source) => {
      const { repositoryName, repositoryUrl } = repositoryOutputs.of(source.key, repositories);
      const url = emulatedRegistry ? `${new URL(emulatedRegistry).host}/${repositoryName}` : repositoryUrl;
      return this.image(app, source, url);
    });
    this.publish(Object.assign({}, ...published));
  }

  private image(
    app: App,
    { key, folder, architecture, baseImage }: Source,
    repositoryUrl: string,
  ): OutputValues<OutputSpecifications> {
    const context = join(ROOT, folder);
    const { uri, tag } = new ContainerImage(this, key, {
      context,
      contextInPlan: relative(join(app.outdir, "stacks", this.node.id), context),
      repositoryUrl,
      architecture,
      buildArguments: baseImage === undefined ? {} : { BASE_IMAGE: baseImage },
    });
    return imageOutputs.named(key, { imageUri: uri, imageTag: tag });
  }
}
