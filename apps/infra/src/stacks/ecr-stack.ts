import { type Environment, resourceName, type Source } from "@app/config";
import { ExistingRepository, type OutputSpecifications, Repository, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { KeyedOutputs } from "../keyed-outputs";

/** Of each source. */
export const repositoryOutputs = new KeyedOutputs({
  repositoryName: text("Name of the ECR repository"),
  repositoryUrl: text("URL of the ECR repository, without a tag"),
  repositoryArn: text("ARN of the ECR repository"),
});

/** Where images are kept: one repository for each source. */
export class EcrStack extends EnvironmentStack<OutputSpecifications> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "ecr", repositoryOutputs.specifications(Object.keys(environment.sources)));
    const published = Object.values(environment.sources).map((source) => {
      const { repository } = this.repository(source);
      return repositoryOutputs.named(source.key, {
        repositoryName: repository.name,
        repositoryUrl: repository.repositoryUrl,
        repositoryArn: repository.arn,
      });
    });
    this.publish(Object.assign({}, ...published));
  }

  private repository({ key, repositoryName }: Source): Repository | ExistingRepository {
    if (repositoryName !== undefined) return new ExistingRepository(this, key, { name: repositoryName });
    return new Repository(this, key, {
      name: resourceName(this.environment, key),
      forceDelete: this.environment.aws.emulated,
    });
  }
}
