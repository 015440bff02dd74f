import { join, relative } from "node:path";
import type { Environment, Source } from "@app/config";
import { ContainerImage, ecrHost, imageTag, type OutputSpecifications, type OutputValues, text } from "@app/constructs";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { KeyedOutputs } from "../keyed-outputs";
import { isBuilt, sourceContent } from "../source-content";
import { type EcrStack, registryUrl, repositoryOutputs } from "./ecr-stack";

/** Of each source that is built. */
export const imageOutputs = new KeyedOutputs({
  imageUri: text("Image by digest, as its services run it"),
  imageTag: text("Hash of the sources that the image was built from"),
});

function builtSources({ sources }: Environment): Source[] {
  return Object.values(sources).filter(isBuilt);
}

/** What the repository has of the content as it is now. */
function pushedDigest(source: Source): string | undefined {
  return source.pushed?.tag === imageTag(sourceContent(source)) ? source.pushed.digest : undefined;
}

/**
 * One image for each source: what its repository has of the very same content is used by digest, what is not there is built
 * here and pushed. Only then a Docker engine is needed.
 */
export class ImageStack extends EnvironmentStack<OutputSpecifications> {
  static isNeeded(environment: Environment): boolean {
    return builtSources(environment).length > 0;
  }

  constructor(app: App, environment: Environment, upstream: { readonly ecr: EcrStack }) {
    const sources = builtSources(environment);
    super(app, environment, "image", imageOutputs.specifications(sources.map(({ key }) => key)));
    const repositories = this.read(upstream.ecr);
    const missing = sources.filter((source) => pushedDigest(source) === undefined);
    this.configureProvider(missing.length > 0);
    // A deploy that ended between its push and its last step leaves them in the state.
    this.forget(
      sources.filter((source) => !missing.includes(source)).flatMap(({ key }) => ContainerImage.addresses(key)),
    );
    const published = sources.map((source) => {
      const url = registryUrl(repositoryOutputs.of(source.key, repositories));
      const digest = pushedDigest(source);
      return digest === undefined
        ? this.built(app, source, url)
        : imageOutputs.named(source.key, {
            imageUri: `${url}@${digest}`,
            imageTag: imageTag(sourceContent(source)),
          });
    });
    this.publish(Object.assign({}, ...published));
  }

  /**
   * Whoever runs Terraform hands a registry's user and password over in DOCKER_REGISTRY_USER and DOCKER_REGISTRY_PASS, or has
   * signed in with Docker: no token stands in a plan or in a state, and none outlives the run that asked for it.
   */
  private configureProvider(pushes: boolean): void {
    const { REGISTRY_ADDRESS: address = `https://${ecrHost(this.environment.aws)}` } = process.env;
    new DockerProvider(this, "docker", pushes ? { registryAuth: [{ address }] } : {});
  }

  private built(app: App, source: Source, repositoryUrl: string): OutputValues<OutputSpecifications> {
    const content = sourceContent(source);
    const { uri, tag } = new ContainerImage(this, source.key, {
      ...content,
      contextInPlan: relative(join(app.outdir, "stacks", this.node.id), content.context),
      repositoryUrl,
    });
    return imageOutputs.named(source.key, { imageUri: uri, imageTag: tag });
  }
}
