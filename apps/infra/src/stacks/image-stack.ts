import { join, relative } from "node:path";
import type { Environment } from "@app/config";
import { ContainerImage, text } from "@app/constructs";
import { DataAwsEcrAuthorizationToken } from "@cdktf/provider-aws/lib/data-aws-ecr-authorization-token";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import type { RegistryStack } from "./registry-stack";

const outputs = {
  imageUri: text("Image by digest, as the service runs it and as IMAGE_URI promotes it"),
  imageTag: text("Hash of the sources the image was built from"),
};

const FLASK_FOLDER = join(__dirname, "../../../flask");

/** The Flask image, built here and pushed to the registry. The only stack that needs a Docker engine. */
export class ImageStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment, upstream: { readonly registry: RegistryStack }) {
    super(app, environment, "image", outputs);
    const registry = this.read(upstream.registry);
    const token = new DataAwsEcrAuthorizationToken(this, "token", {});
    // An emulator's registry answers on its own port, not under ECR's name.
    const emulatedRegistry = process.env.REGISTRY_ADDRESS;
    const address = emulatedRegistry ?? token.proxyEndpoint;
    new DockerProvider(this, "docker", {
      registryAuth: [{ address, username: token.userName, password: token.password }],
    });
    const { image } = environment;
    const built = new ContainerImage(this, "flask", {
      context: FLASK_FOLDER,
      contextInPlan: relative(join(app.outdir, "stacks", this.node.id), FLASK_FOLDER),
      repositoryUrl: emulatedRegistry
        ? `${new URL(emulatedRegistry).host}/${registry.repositoryName}`
        : registry.repositoryUrl,
      architecture: environment.service.architecture,
      buildArguments: image.source === "build" && image.baseImage ? { BASE_IMAGE: image.baseImage } : {},
    });
    this.publish({ imageUri: built.uri, imageTag: built.tag });
  }
}
