import type { Environment, ScheduledService } from "@app/config";
import { ScheduleAlarms, ScheduledTask, text } from "@app/constructs";
import type { App } from "cdktf";
import { workerVariables } from "../container-variables";
import type { ServiceUpstream } from "../service-upstream";
import { ServiceStack } from "./service-stack";

const outputs = {
  imageUri: text("Image that the next run uses"),
  scheduleName: text("Schedule of EventBridge Scheduler"),
  taskDefinitionArn: text("Task definition of the next run"),
  logGroupName: text("CloudWatch log group of the runs"),
  failuresQueueUrl: text("Queue with a message for each run that failed or could not be started"),
};

/** One command that runs by the clock: its task definition, its schedule, and the alarm on runs that fail. Changes with every release. */
export class ScheduledServiceStack extends ServiceStack<typeof outputs, ScheduledService> {
  constructor(app: App, environment: Environment, description: ScheduledService, stacks: ServiceUpstream) {
    super(app, environment, description, stacks, outputs);
    const image = this.image();
    const { at, timeZone, retries } = description;
    const { schedule, taskDefinition, logGroup, failures } = new ScheduledTask(this, "ScheduledTask", {
      ...this.taskProps(image, workerVariables(environment, description, image.imageUri)),
      at,
      timeZone,
      retries,
    });
    new ScheduleAlarms(this, "alarm", {
      name: this.serviceName,
      topicArn: this.read(stacks.cluster).alarmTopicArn,
      failuresQueueName: failures.name,
    });
    this.publish({
      imageUri: image.imageUri,
      scheduleName: schedule.name,
      taskDefinitionArn: taskDefinition.arn,
      logGroupName: logGroup.name,
      failuresQueueUrl: failures.url,
    });
  }
}
