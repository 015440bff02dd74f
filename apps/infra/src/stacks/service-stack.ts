import {
  callsOf,
  type Environment,
  hasPublicTasks,
  resourceName,
  type Service,
  type Sidecar,
  usesOf,
} from "@app/config";
import {
  ecrRepositoryArn,
  FailedDeployments,
  type Grant,
  type OutputSpecifications,
  type PlacedTaskProps,
  parseImageUri,
  type ServiceConnect,
  type SidecarSettings,
} from "@app/constructs";
import type { App } from "cdktf";
import { callGrant } from "../call-grants";
import { sidecarVariables } from "../container-variables";
import { EnvironmentStack } from "../environment-stack";
import { secretGrants, serviceGrants, withNames } from "../service-grants";
import type { ServiceUpstream } from "../service-upstream";
import { registryUrl, repositoryOutputs } from "./ecr-stack";
import { imageOutputs } from "./image-stack";

/** The image of a service's source, and the repository that tasks pull it from. */
interface ServiceImage {
  readonly imageUri: string;
  readonly repositoryArn: string | undefined;
}

/** What ECS must know of the tasks of any service. */
type TaskOfService = PlacedTaskProps & {
  readonly sidecars: readonly SidecarSettings[];
  readonly serviceConnect: ServiceConnect | undefined;
};

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
  ): TaskOfService {
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
      subnetIds: hasPublicTasks(environment) ? network.publicSubnetIds : network.privateSubnetIds,
      assignPublicIp: hasPublicTasks(environment),
      container: {
        name: description.key,
        imageUri,
        command: description.command,
        environment: variables,
        user: description.user,
        readonlyRootFilesystem: description.readonlyRootFilesystem,
        writablePaths: description.writablePaths,
        dependsOn: description.dependsOn,
        stopTimeoutSeconds: description.stopTimeoutSeconds,
      },
      sidecars: description.sidecars.map((sidecar) => this.sidecar(sidecar)),
      grants: [
        ...serviceGrants(environment, description, this.publishedData()),
        ...withNames(this.callGrants(), description),
      ],
      serviceConnect: this.callees().length > 0 ? { namespaceArn: this.namespaceArn() } : undefined,
      repositoryArn,
      prefixListIds: { s3: network.s3PrefixListId, dynamodb: network.dynamodbPrefixListId },
      httpsCidr: environment.network.nat === "none" ? network.vpcCidr : "0.0.0.0/0",
      httpsIpv6: environment.network.ipv6 && environment.network.nat !== "none",
    };
  }

  /** Limits of the service's tasks for its alarms. */
  protected taskLimits({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) {
    const { containerInsights } = this.environment.cluster;
    return { minimumTasks: minimum, maximumTasks: maximum, containerInsights };
  }

  /** `serviceArn` is the id that Terraform knows an ECS service by. */
  protected failedDeployments(serviceArn: string): void {
    const { alarmTopicArn } = this.read(this.stacks.cluster);
    new FailedDeployments(this, "failed-deployment", { name: this.serviceName, serviceArn, topicArn: alarmTopicArn });
  }

  protected namespaceArn(): string {
    return this.read(this.stacks.cluster).serviceNamespaceArn;
  }

  protected connectRoleArn(): string {
    return this.read(this.stacks.cluster).serviceConnectRoleArn;
  }

  private callees(): readonly string[] {
    return callsOf(this.description);
  }

  private callGrants(): Grant[] {
    return this.callees().map((key) => {
      const callee = this.stacks.internal.get(key);
      if (!callee) throw new Error(`${this.node.id}: there is no stack of "${key}", which it calls`);
      return callGrant(callee.description, this.read(callee.stack).securityGroupId);
    });
  }

  private sidecar(sidecar: Sidecar): SidecarSettings {
    const { key, command, user, readonlyRootFilesystem, writablePaths, essential, dependsOn, healthCheck } = sidecar;
    const { imageUri, repositoryArn } = this.sidecarImage(sidecar);
    const { stopTimeoutSeconds } = this.description;
    return {
      name: key,
      imageUri,
      repositoryArn,
      command,
      port: sidecar.port,
      environment: sidecarVariables(this.environment, sidecar, imageUri),
      grants: secretGrants(this.environment, sidecar, this.publishedData()),
      user,
      readonlyRootFilesystem,
      writablePaths,
      essential,
      dependsOn,
      healthCheckCommand: healthCheck?.command,
      healthCheckTimings: healthCheck,
      cpu: sidecar.cpu,
      memoryMiB: sidecar.memoryMiB,
      stopTimeoutSeconds,
    };
  }

  private sidecarImage({ source, image }: Sidecar): ServiceImage {
    if (source !== undefined) return this.imageOf(source);
    if (image === undefined) throw new Error(`${this.node.id}: a sidecar without an image should have been refused`);
    return { imageUri: image, repositoryArn: ecrRepositoryArn(image) };
  }

  /** What the data stack publishes, for a service that uses some of it. */
  protected publishedData(): Readonly<Record<string, string>> {
    const { data } = this.stacks;
    const { secrets, sidecars } = this.description;
    const given = [...usesOf(this.description), ...secrets, ...sidecars.flatMap((sidecar) => sidecar.secrets)];
    return data && given.length > 0 ? this.read(data) : {};
  }

  protected image(): ServiceImage {
    return this.imageOf(this.description.source);
  }

  private imageOf(key: string): ServiceImage {
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
