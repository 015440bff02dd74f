import { type Environment, resourceName } from "@app/config";
import { Registry, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = {
  repositoryName: text("Name of the ECR repository"),
  repositoryUrl: text("URL of the ECR repository, without a tag"),
  repositoryArn: text("ARN of the ECR repository"),
};

export class RegistryStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "registry", outputs);
    const { repository } = new Registry(this, "registry", {
      name: resourceName(environment),
      forceDelete: environment.aws.emulated,
    });
    this.publish({
      repositoryName: repository.name,
      repositoryUrl: repository.repositoryUrl,
      repositoryArn: repository.arn,
    });
  }
}
