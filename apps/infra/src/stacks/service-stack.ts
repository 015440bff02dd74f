import { type Environment, flaskContract, resourceName } from "@app/config";
import {
  Alarms,
  Autoscaling,
  Dashboard,
  FargateService,
  type ServiceMetrics,
  Table,
  TaskSecurityGroup,
  text,
} from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { flaskVariables } from "../flask-variables";
import type { EdgeStack } from "./edge-stack";
import type { ImageStack } from "./image-stack";
import type { NetworkStack } from "./network-stack";
import type { RegistryStack } from "./registry-stack";

const outputs = {
  url: text("Where the application answers"),
  imageUri: text("Image that the service runs"),
  clusterName: text("ECS cluster"),
  serviceName: text("ECS service"),
  taskDefinitionArn: text("Task definition of the running release"),
  logGroupName: text("CloudWatch log group of the tasks"),
  notesTableName: text("DynamoDB table of the notes"),
  alarmTopicArn: text("SNS topic of the alarms; subscribe to be told"),
  dashboardUrl: text("CloudWatch dashboard"),
};

/** User and group of the image, see apps/flask/Dockerfile. */
const UNPRIVILEGED_USER = "10001:10001";

interface Upstream {
  readonly network: NetworkStack;
  readonly registry: RegistryStack;
  readonly edge: EdgeStack;
  /** Absent where the environment names an existing image. */
  readonly image: ImageStack | undefined;
}

/** The application itself: table, service, scaling, alarms and dashboard. Changes with every release. */
export class ServiceStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment, upstream: Upstream) {
    super(app, environment, "service", outputs);
    const { aws, service: settings } = environment;
    const name = resourceName(environment);
    const edge = this.read(upstream.edge);
    const network = this.read(upstream.network);
    const imageUri = this.imageUri(environment, upstream.image);
    const notes = new Table(this, "notes", {
      ...environment.notesTable,
      name: resourceName(environment, "notes"),
      partitionKey: "board",
      sortKey: "id",
    });
    const { securityGroup } = new TaskSecurityGroup(this, "tasks", {
      name,
      vpcId: network.vpcId,
      port: flaskContract.port,
      loadBalancerSecurityGroupId: edge.loadBalancerSecurityGroupId,
      prefixListIds: { s3: network.s3PrefixListId, dynamodb: network.dynamodbPrefixListId },
      httpsCidr: environment.network.nat === "none" ? network.vpcCidr : "0.0.0.0/0",
    });
    const { cluster, service, definition, logGroup } = new FargateService(this, "flask", {
      ...settings,
      ...aws,
      name,
      container: {
        imageUri,
        port: flaskContract.port,
        environment: flaskVariables(environment, { imageUri, notesTableName: notes.table.name }),
        healthCheckCommand: flaskContract.probeCommand,
        stopTimeoutSeconds: settings.stopTimeoutSeconds,
        user: UNPRIVILEGED_USER,
      },
      subnetIds: network.privateSubnetIds,
      securityGroupIds: [securityGroup.id],
      targetGroupArn: edge.targetGroupArn,
      repositoryArn: this.read(upstream.registry).repositoryArn,
      grants: notes.grantItems(),
    });
    new Autoscaling(this, "autoscaling", {
      ...settings.autoscaling,
      clusterName: cluster.name,
      serviceName: service.name,
      loadBalancerArnSuffix: edge.loadBalancerArnSuffix,
      targetGroupArnSuffix: edge.targetGroupArnSuffix,
    });
    const metrics: ServiceMetrics = {
      loadBalancer: { LoadBalancer: edge.loadBalancerArnSuffix },
      targetGroup: { TargetGroup: edge.targetGroupArnSuffix },
      service: { ClusterName: cluster.name, ServiceName: service.name },
    };
    const { minimumTasks } = settings.autoscaling;
    const { topic } = new Alarms(this, "alarm", { ...environment.alarms, ...aws, name, metrics, minimumTasks });
    const dashboard = new Dashboard(this, "dashboard", {
      name,
      region: aws.region,
      metrics,
      logGroupName: logGroup.name,
    });
    this.publish({
      url: edge.url,
      imageUri,
      clusterName: cluster.name,
      serviceName: service.name,
      taskDefinitionArn: definition.taskDefinition.arn,
      logGroupName: logGroup.name,
      notesTableName: notes.table.name,
      alarmTopicArn: topic.arn,
      dashboardUrl: dashboard.url,
    });
  }

  private imageUri({ image }: Environment, built: ImageStack | undefined): string {
    if (built) return this.read(built).imageUri;
    if (image.source === "existing") return image.uri;
    throw new Error("an environment that builds its image needs the image stack; pass it to ServiceStack");
  }
}
