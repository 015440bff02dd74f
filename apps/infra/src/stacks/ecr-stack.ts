import { type Environment, isProtected, resourceName, type Source } from "@app/config";
import { ExistingRepository, type OutputSpecifications, type OutputValues, Repository, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { KeyedOutputs } from "../keyed-outputs";

const repositories = {
  repositoryName: text("Name of the ECR repository"),
  repositoryUrl: text("URL of the ECR repository, without a tag"),
  repositoryArn: text("ARN of the ECR repository"),
};

/** Of each source. */
export const repositoryOutputs = new KeyedOutputs(repositories);

/** Name of a source's repository: also known before that exists. */
export function repositoryName(environment: Environment, { key, repositoryName: existing }: Source): string {
  return existing ?? resourceName(environment, key);
}

/** A repository's URL as images are pushed to it and pulled from it: an emulator's registry answers on a port, not under ECR's name. */
export function registryUrl({ repositoryName: name, repositoryUrl }: OutputValues<typeof repositories>): string {
  const emulated = process.env.REGISTRY_ADDRESS;
  return emulated ? `${new URL(emulated).host}/${name}` : repositoryUrl;
}

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

  private repository(source: Source): Repository | ExistingRepository {
    const name = repositoryName(this.environment, source);
    if (source.repositoryName !== undefined) return new ExistingRepository(this, source.key, { name });
    return new Repository(this, source.key, {
      name,
      pullableBy: this.environment.promotion.pullableBy,
      // Images can be built again.
      forceDelete: !isProtected(this.environment),
    });
  }
}
