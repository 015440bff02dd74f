import { type Environment, type InternalService as InternalServiceDescription, taskLimits } from "@app/config";
import { InternalService, type ServiceEndpoint, text, WorkerAlarms, WorkerDashboard } from "@app/constructs";
import type { App } from "cdktf";
import { internalVariables } from "../server-variables";
import type { ServiceUpstream } from "../service-upstream";
import { ServiceStack } from "./service-stack";

const outputs = {
  imageUri: text("Image that the service runs"),
  serviceName: text("ECS service"),
  taskDefinitionArn: text("Task definition of the running release"),
  securityGroupId: text("Security group of the tasks, for the rules of those that call them"),
  logGroupName: text("CloudWatch log group of the tasks"),
  dashboardUrl: text("CloudWatch dashboard"),
};

/** One service that others call by name: its tasks, its endpoint, scaling, alarms and dashboard. Changes with every release. */
export class InternalServiceStack extends ServiceStack<typeof outputs, InternalServiceDescription> {
  constructor(app: App, environment: Environment, description: InternalServiceDescription, stacks: ServiceUpstream) {
    super(app, environment, description, stacks, outputs);
    const image = this.image();
    const task = this.taskProps(image, internalVariables(environment, description, image.imageUri));
    const internal = new InternalService(this, "InternalService", {
      ...task,
      container: { ...task.container, port: description.port, healthCheckCommand: description.containerHealthCheck },
      serviceConnect: { namespaceArn: this.namespaceArn(), endpoint: this.endpoint() },
      tasks: description.tasks,
      scaling: description.scaling,
    });
    const { clusterName, alarmTopicArn } = this.read(stacks.cluster);
    const service = { ClusterName: clusterName, ServiceName: internal.service.name };
    new WorkerAlarms(this, "alarm", {
      name: this.serviceName,
      topicArn: alarmTopicArn,
      service,
      oldestMessageSeconds: environment.alarms.oldestMessageSeconds,
      ...this.taskLimits(taskLimits(description)),
    });
    this.failedDeployments(internal.service.id);
    const dashboard = new WorkerDashboard(this, "dashboard", {
      name: this.serviceName,
      region: environment.aws.region,
      service,
      logGroupName: internal.logGroup.name,
    });
    this.publish({
      ...internal.released,
      serviceName: internal.service.name,
      securityGroupId: internal.securityGroup.id,
      logGroupName: internal.logGroup.name,
      dashboardUrl: dashboard.url,
    });
  }

  private endpoint(): ServiceEndpoint {
    const { key: name, port, idleTimeoutSeconds, requestTimeoutSeconds } = this.description;
    const { certificateAuthorityArn } = this.environment.cluster;
    return {
      name,
      port,
      idleTimeoutSeconds,
      requestTimeoutSeconds,
      tls:
        certificateAuthorityArn === undefined ? undefined : { certificateAuthorityArn, roleArn: this.connectRoleArn() },
    };
  }
}
