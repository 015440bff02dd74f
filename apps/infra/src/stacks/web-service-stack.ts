import {
  defaultRequestsPerMinute,
  type Environment,
  serviceUrl,
  taskLimits,
  type WebService as WebServiceDescription,
} from "@app/config";
import {
  AliasRecords,
  ClientSecret,
  Dashboard,
  ServiceAlarms,
  type ServiceMetrics,
  text,
  URL_CHECK_REGION,
  UrlCheck,
  WebService,
} from "@app/constructs";
import type { App } from "cdktf";
import { requestMetricsOf } from "../request-metrics";
import { serverVariables } from "../server-variables";
import type { ServiceUpstream } from "../service-upstream";
import { identityProvider } from "../sign-in";
import { urlCheckOf } from "../url-checks";
import { ServiceStack } from "./service-stack";

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
export class WebServiceStack extends ServiceStack<typeof outputs, WebServiceDescription> {
  constructor(app: App, environment: Environment, description: WebServiceDescription, stacks: ServiceUpstream) {
    super(app, environment, description, stacks, outputs);
    const name = this.serviceName;
    const { aws } = environment;
    const alb = this.read(this.loadBalancerStack());
    const cluster = this.read(stacks.cluster);
    const image = this.image();
    const web = this.webService(image);
    this.aliasRecords();
    const metrics: ServiceMetrics = {
      loadBalancer: { LoadBalancer: alb.loadBalancerArnSuffix },
      targetGroup: { TargetGroup: web.targetGroup.arnSuffix },
      service: { ClusterName: cluster.clusterName, ServiceName: web.service.name },
    };
    const requestMetrics = requestMetricsOf(environment, description);
    new ServiceAlarms(this, "alarm", {
      ...environment.alarms,
      name,
      topicArn: cluster.alarmTopicArn,
      metrics,
      requestMetrics,
      ...this.taskLimits(taskLimits(description)),
    });
    this.failedDeployments(web.service.id);
    this.urlCheck();
    const dashboard = new Dashboard(this, "dashboard", {
      name,
      region: aws.region,
      metrics,
      requestMetrics,
      logGroupName: web.logGroup.name,
    });
    this.publish({
      url: serviceUrl(description),
      ...web.released,
      serviceName: web.service.name,
      logGroupName: web.logGroup.name,
      targetGroupArn: web.targetGroup.arn,
      dashboardUrl: dashboard.url,
    });
  }

  private webService(image: ReturnType<typeof this.image>): WebService {
    const { environment, description } = this;
    const alb = this.read(this.loadBalancerStack());
    const variables = serverVariables(environment, description, image.imageUri, alb.loadBalancerArn);
    const task = this.taskProps(image, variables);
    return new WebService(this, "WebService", {
      ...description,
      ...task,
      container: { ...task.container, port: description.port, healthCheckCommand: description.containerHealthCheck },
      loadBalancer: {
        arnSuffix: alb.loadBalancerArnSuffix,
        securityGroupId: alb.securityGroupId,
        httpsListenerArn: alb.httpsListenerArn,
      },
      routes: description.routes.map((route) => ({ ...route, sourceCidrs: route.allowedCidrs })),
      identityProvider: identityProvider(
        environment,
        description,
        (name) => new ClientSecret(this, "client-secret", { name }).value,
      ),
      scaling: {
        ...description.scaling,
        requestsPerMinute: description.scaling.requestsPerMinute ?? defaultRequestsPerMinute(description.cpu),
      },
      deregistrationDelaySeconds: environment.alb.deregistrationDelaySeconds,
    });
  }

  private urlCheck(): void {
    const url = urlCheckOf(this.environment, this.description);
    if (!url) return;
    new UrlCheck(this, "url-check", {
      ...url,
      name: this.serviceName,
      topicArn: this.read(this.stacks.cluster).urlAlarmTopicArn,
      provider: this.providerIn(URL_CHECK_REGION),
    });
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
