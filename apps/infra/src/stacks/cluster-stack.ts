import { type Environment, resourceName } from "@app/config";
import { AlarmTopic, Cluster, ExistingCluster, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = {
  clusterName: text("ECS cluster"),
  clusterArn: text("ARN of the ECS cluster"),
  alarmTopicArn: text("SNS topic of the alarms; subscribe to be told"),
};

/** What all services share: the cluster they run in, their own or one that exists, and the topic of their alarms. */
export class ClusterStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "cluster", outputs);
    const { aws, alarms } = environment;
    const { name, arn } = this.cluster();
    const { topic } = new AlarmTopic(this, "alarms", {
      name: resourceName(environment),
      accountId: aws.accountId,
      email: alarms.email,
    });
    this.publish({ clusterName: name, clusterArn: arn, alarmTopicArn: topic.arn });
  }

  private cluster(): { readonly name: string; readonly arn: string } {
    const { name } = this.environment.cluster;
    if (name === undefined) return new Cluster(this, "cluster", { name: resourceName(this.environment) }).cluster;
    const { cluster } = new ExistingCluster(this, "cluster", { name });
    return { name: cluster.clusterName, arn: cluster.arn };
  }
}
