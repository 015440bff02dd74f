import { type Environment, resourceName, serviceUrl, type WebService as WebServiceDescription } from "@app/config";
import {
  AliasRecords,
  Dashboard,
  ecrRepositoryArn,
  ServiceAlarms,
  type ServiceMetrics,
  text,
  WebService,
} from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { serverVariables } from "../server-variables";
import { serviceGrants } from "../service-grants";
import type { ServiceUpstream } from "../service-upstream";
import { repositoryOutputs } from "./ecr-stack";
import { imageOutputs } from "./image-stack";

const outputs = {
  url: text("Where the service answers"),
  imageUri: text("Image that the service runs"),
  serviceName: text("ECS service"),
  taskDefinitionArn: text("Task definition of the running release"),
  logGroupName: text("CloudWatch log group of the tasks"),
  targetGroupArn: text("Target group that holds the tasks"),
  dashboardUrl: text("CloudWatch dashboard"),
};

/** One web service: its tasks, the requests it claims, its names, scaling, alarms and dashboard. Changes with every release. */
export class WebServiceStack extends EnvironmentStack<typeof outputs> {
  constructor(
    app: App,
    environment: Environment,
    private readonly description: WebServiceDescription,
    private readonly stacks: ServiceUpstream,
  ) {
    super(app, environment, `service-${description.key}`, outputs);
    const { aws } = environment;
    const name = resourceName(environment, description.key);
    const { imageUri, repositoryArn } = this.image();
    const alb = this.read(this.loadBalancerStack());
    const cluster = this.read(this.stacks.cluster);
    const web = this.webService(name, imageUri, repositoryArn);
    this.aliasRecords();
    const metrics: ServiceMetrics = {
      loadBalancer: { LoadBalancer: alb.loadBalancerArnSuffix },
      targetGroup: { TargetGroup: web.targetGroup.arnSuffix },
      service: { ClusterName: cluster.clusterName, ServiceName: web.service.name },
    };
    new ServiceAlarms(this, "alarm", {
      ...environment.alarms,
      name,
      topicArn: cluster.alarmTopicArn,
      metrics,
      minimumTasks: description.tasks.minimum,
    });
    const dashboard = new Dashboard(this, "dashboard", {
      name,
      region: aws.region,
      metrics,
      logGroupName: web.logGroup.name,
    });
    this.publish({
      url: serviceUrl(description),
      imageUri,
      serviceName: web.service.name,
      taskDefinitionArn: web.taskDefinition.arn,
      logGroupName: web.logGroup.name,
      targetGroupArn: web.targetGroup.arn,
      dashboardUrl: dashboard.url,
    });
  }

  private webService(name: string, imageUri: string, repositoryArn: string | undefined): WebService {
    const { environment, description, stacks } = this;
    const network = this.read(stacks.network);
    const alb = this.read(this.loadBalancerStack());
    const { clusterName, clusterArn } = this.read(stacks.cluster);
    return new WebService(this, "WebService", {
      ...description,
      ...environment.aws,
      name,
      clusterName,
      clusterArn,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      container: {
        name: description.key,
        imageUri,
        command: description.command,
        port: description.port,
        environment: serverVariables(environment, description, imageUri),
        healthCheckCommand: description.containerHealthCheck,
        user: description.user,
        readonlyRootFilesystem: description.readonlyRootFilesystem,
        writablePaths: description.writablePaths,
        stopTimeoutSeconds: description.stopTimeoutSeconds,
      },
      grants: serviceGrants(environment, description, this.publishedData()),
      repositoryArn,
      loadBalancer: {
        arnSuffix: alb.loadBalancerArnSuffix,
        securityGroupId: alb.securityGroupId,
        httpsListenerArn: alb.httpsListenerArn,
      },
      routes: description.routes.map((route) => ({ ...route, sourceCidrs: route.allowedCidrs })),
      deregistrationDelaySeconds: environment.alb.deregistrationDelaySeconds,
      prefixListIds: { s3: network.s3PrefixListId, dynamodb: network.dynamodbPrefixListId },
      httpsCidr: environment.network.nat === "none" ? network.vpcCidr : "0.0.0.0/0",
    });
  }

  /** What the data stack publishes, for a service that uses some of it. */
  private publishedData(): Readonly<Record<string, string>> {
    const { uses, secrets } = this.description;
    const { data } = this.stacks;
    return data && (Object.keys(uses).length > 0 || secrets.length > 0) ? this.read(data) : {};
  }

  /** The image of the service's source, and the repository that tasks pull it from. */
  private image(): { readonly imageUri: string; readonly repositoryArn: string | undefined } {
    const { source } = this.description;
    const existing = this.environment.sources[source]?.imageUri;
    if (existing !== undefined) return { imageUri: existing, repositoryArn: ecrRepositoryArn(existing) };
    const { image, ecr } = this.stacks;
    if (!image) throw new Error(`${this.node.id}: the image of ${source} is to be built, and there is no image stack`);
    const { imageUri } = imageOutputs.of(source, this.read(image));
    return { imageUri, repositoryArn: repositoryOutputs.of(source, this.read(ecr)).repositoryArn };
  }

  private loadBalancerStack() {
    const { alb } = this.stacks;
    if (!alb) throw new Error(`${this.node.id}: a web service needs the alb stack`);
    return alb;
  }

  private aliasRecords(): void {
    const hostNames = this.ownHostNames();
    if (hostNames.length === 0) return;
    const { loadBalancerDnsName, loadBalancerZoneId } = this.read(this.loadBalancerStack());
    const { zoneId } = this.read(this.stacks.dns);
    const { ipv6 } = this.environment.network;
    new AliasRecords(this, "AliasRecords", { zoneId, hostNames, loadBalancerDnsName, loadBalancerZoneId, ipv6 });
  }

  /** Services may share a host by paths; the first of them keeps its record. */
  private ownHostNames(): string[] {
    const { services } = this.environment;
    const earlier = services.slice(
      0,
      services.findIndex(({ key }) => key === this.description.key),
    );
    const taken = new Set(earlier.flatMap((service) => (service.kind === "web" ? service.hostNames : [])));
    return this.description.hostNames.filter((hostName) => !taken.has(hostName));
  }
}
