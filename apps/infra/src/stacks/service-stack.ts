import { type Environment, resourceName, type Service, usesOf } from "@app/config";
import { ecrRepositoryArn, type OutputSpecifications, type PlacedTaskProps, parseImageUri } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { serviceGrants } from "../service-grants";
import type { ServiceUpstream } from "../service-upstream";
import { registryUrl, repositoryOutputs } from "./ecr-stack";
import { imageOutputs } from "./image-stack";

/** The image of a service's source, and the repository that tasks pull it from. */
interface ServiceImage {
  readonly imageUri: string;
  readonly repositoryArn: string | undefined;
}

/** The stack of one service: what it has in common with the stacks of services of other kinds. */
export abstract class ServiceStack<
  Outputs extends OutputSpecifications,
  Description extends Service,
> extends EnvironmentStack<Outputs> {
  /** Of everything that AWS knows by a name. */
  protected readonly serviceName: string;

  constructor(
    app: App,
    environment: Environment,
    protected readonly description: Description,
    protected readonly stacks: ServiceUpstream,
    outputs: Outputs,
  ) {
    super(app, environment, `service-${description.key}`, outputs);
    this.serviceName = resourceName(environment, description.key);
  }

  /** What ECS must know of the tasks, whatever they do. */
  protected taskProps(
    { imageUri, repositoryArn }: ServiceImage,
    variables: Readonly<Record<string, string>>,
  ): PlacedTaskProps {
    const { environment, description, stacks } = this;
    const network = this.read(stacks.network);
    const { clusterName, clusterArn } = this.read(stacks.cluster);
    return {
      ...description,
      ...environment.aws,
      name: this.serviceName,
      clusterName,
      clusterArn,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      container: {
        name: description.key,
        imageUri,
        command: description.command,
        environment: variables,
        user: description.user,
        readonlyRootFilesystem: description.readonlyRootFilesystem,
        writablePaths: description.writablePaths,
        stopTimeoutSeconds: description.stopTimeoutSeconds,
      },
      grants: serviceGrants(environment, description, this.publishedData()),
      repositoryArn,
      prefixListIds: { s3: network.s3PrefixListId, dynamodb: network.dynamodbPrefixListId },
      httpsCidr: environment.network.nat === "none" ? network.vpcCidr : "0.0.0.0/0",
    };
  }

  /** What the data stack publishes, for a service that uses some of it. */
  protected publishedData(): Readonly<Record<string, string>> {
    const { data } = this.stacks;
    const { secrets } = this.description;
    return data && (usesOf(this.description).length > 0 || secrets.length > 0) ? this.read(data) : {};
  }

  protected image(): ServiceImage {
    const { source: key } = this.description;
    const { image, ecr } = this.stacks;
    const { imageUri: existing, copiedFrom } = this.environment.sources[key] ?? {};
    if (existing !== undefined) return { imageUri: existing, repositoryArn: ecrRepositoryArn(existing) };
    const repository = repositoryOutputs.of(key, this.read(ecr));
    const { repositoryArn } = repository;
    if (copiedFrom !== undefined) {
      return { imageUri: `${registryUrl(repository)}@${parseImageUri(copiedFrom)?.digest}`, repositoryArn };
    }
    if (!image) throw new Error(`${this.node.id}: the image of ${key} is to be built, and there is no image stack`);
    return { imageUri: imageOutputs.of(key, this.read(image)).imageUri, repositoryArn };
  }
}
