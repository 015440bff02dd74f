import { type Environment, resourceName } from "@app/config";
import {
  AlarmTopic,
  Cluster,
  ExistingCluster,
  type OutputValues,
  ServiceConnectRole,
  ServiceNamespace,
  text,
  URL_CHECK_REGION,
} from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { hasUrlChecks } from "../url-checks";

const outputs = {
  clusterName: text("ECS cluster"),
  clusterArn: text("ARN of the ECS cluster"),
  alarmTopicArn: text("SNS topic of the alarms; subscribe to be told"),
};

/** Where URLs are asked from outside, which AWS tells of in one region only. */
const urlOutputs = { urlAlarmTopicArn: text("SNS topic of the alarms on URLs, in us-east-1; subscribe to be told") };

/** Where services call each other. */
const namespaceOutputs = { serviceNamespaceArn: text("Namespace in which services find each other by name") };

/** Where they do so encrypted. */
const tlsOutputs = { serviceConnectRoleArn: text("Role as which ECS issues the certificates of services") };

/** What the stack may publish; a reader asks only for what its own kind of service brings about. */
type Outputs = typeof outputs & typeof urlOutputs & typeof namespaceOutputs & typeof tlsOutputs;

/** What all services share: the cluster they run in, their own or one that exists, and the topic of their alarms. */
export class ClusterStack extends EnvironmentStack<Outputs> {
  constructor(app: App, environment: Environment) {
    const connects = environment.services.some(({ kind }) => kind === "internal");
    const encrypts = connects && environment.cluster.certificateAuthorityArn !== undefined;
    super(app, environment, "cluster", {
      ...outputs,
      ...(hasUrlChecks(environment) ? urlOutputs : {}),
      ...(connects ? namespaceOutputs : {}),
      ...(encrypts ? tlsOutputs : {}),
    } as Outputs);
    const { aws, alarms } = environment;
    const { name, arn } = this.cluster();
    const { topic } = new AlarmTopic(this, "alarms", {
      name: resourceName(environment),
      accountId: aws.accountId,
      email: alarms.email,
    });
    this.publish({
      clusterName: name,
      clusterArn: arn,
      alarmTopicArn: topic.arn,
      ...(hasUrlChecks(environment) ? { urlAlarmTopicArn: this.urlAlarmTopicArn(topic.arn) } : {}),
      ...(connects ? { serviceNamespaceArn: this.namespaceArn() } : {}),
      ...(encrypts ? { serviceConnectRoleArn: this.connectRoleArn() } : {}),
    } as OutputValues<Outputs>);
  }

  /** CloudWatch tells topics of its own region alone. */
  private urlAlarmTopicArn(alarmTopicArn: string): string {
    const { aws, alarms } = this.environment;
    const provider = this.providerIn(URL_CHECK_REGION);
    if (provider === undefined) return alarmTopicArn;
    return new AlarmTopic(this, "url-alarms", {
      name: resourceName(this.environment),
      accountId: aws.accountId,
      email: alarms.email,
      provider,
    }).topic.arn;
  }

  private namespaceArn(): string {
    return new ServiceNamespace(this, "services", { name: resourceName(this.environment) }).namespace.arn;
  }

  private connectRoleArn(): string {
    return new ServiceConnectRole(this, "ServiceConnectRole", { name: resourceName(this.environment) }).role.arn;
  }

  private cluster(): { readonly name: string; readonly arn: string } {
    const { name, containerInsights } = this.environment.cluster;
    if (name === undefined) {
      return new Cluster(this, "cluster", { name: resourceName(this.environment), containerInsights }).cluster;
    }
    const { cluster } = new ExistingCluster(this, "cluster", { name });
    return { name: cluster.clusterName, arn: cluster.arn };
  }
}
