import { type Environment, taskLimits, type WorkerService as WorkerServiceDescription } from "@app/config";
import { type QueueMetrics, queueNames, text, WorkerAlarms, WorkerDashboard, WorkerService } from "@app/constructs";
import type { App } from "cdktf";
import { workerVariables } from "../container-variables";
import type { ServiceUpstream } from "../service-upstream";
import { ServiceStack } from "./service-stack";

const outputs = {
  imageUri: text("Image that the worker runs"),
  serviceName: text("ECS service"),
  taskDefinitionArn: text("Task definition of the running release"),
  logGroupName: text("CloudWatch log group of the tasks"),
  dashboardUrl: text("CloudWatch dashboard"),
};

/** One worker: its tasks, scaling by what waits in its queue, alarms and dashboard. Changes with every release. */
export class WorkerServiceStack extends ServiceStack<typeof outputs, WorkerServiceDescription> {
  constructor(app: App, environment: Environment, description: WorkerServiceDescription, stacks: ServiceUpstream) {
    super(app, environment, description, stacks, outputs);
    const name = this.serviceName;
    const image = this.image();
    const queue = this.queue();
    const worker = new WorkerService(this, "WorkerService", {
      ...this.taskProps(image, workerVariables(environment, description, image.imageUri)),
      tasks: description.tasks,
      queueName: queue?.name,
      scaling: description.scaling,
    });
    const { clusterName, alarmTopicArn } = this.read(stacks.cluster);
    const service = { ClusterName: clusterName, ServiceName: worker.service.name };
    new WorkerAlarms(this, "alarm", {
      name,
      topicArn: alarmTopicArn,
      service,
      queue,
      oldestMessageSeconds: environment.alarms.oldestMessageSeconds,
      ...this.taskLimits(taskLimits(description)),
    });
    this.failedDeployments(worker.service.id);
    const dashboard = new WorkerDashboard(this, "dashboard", {
      name,
      region: environment.aws.region,
      service,
      queue,
      logGroupName: worker.logGroup.name,
    });
    this.publish({
      ...worker.released,
      serviceName: worker.service.name,
      logGroupName: worker.logGroup.name,
      dashboardUrl: dashboard.url,
    });
  }

  /** The queue that the worker consumes; without its dead letters where nobody knows of them. */
  private queue(): QueueMetrics | undefined {
    const { consumes } = this.description;
    const store = this.environment.data.find(({ key }) => key === consumes);
    if (store?.kind !== "queue") return undefined;
    const { name, deadLetterName } = queueNames(store.key, this.publishedData());
    const { existing } = store;
    return existing && existing.deadLetterName === undefined ? { name } : { name, deadLetterName };
  }
}
