import type { Environment } from "@app/config";
import { type Cloud, emulatorClient } from "@app/local-cloud";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ECSClient, ListTasksCommand, StopTaskCommand } from "@aws-sdk/client-ecs";
import { GetQueueAttributesCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Account } from "./account";

/** What the worker of the shop writes about a message. */
export interface WorkerLine {
  readonly event: "started" | "begun" | "failed" | "done" | "stopped";
  readonly pid: number;
  readonly text?: string;
}

/** The queue of an application and the worker that consumes it, past Terraform. */
export class QueueAccount {
  private readonly account: Account;
  private readonly sqs: SQSClient;
  private readonly ecs: ECSClient;
  private readonly cloudwatch: CloudWatchClient;

  constructor(
    cloud: Cloud,
    environment: Environment,
    private readonly workerStack: string,
  ) {
    const settings = { ...emulatorClient(cloud), region: environment.aws.region };
    this.account = new Account(cloud, environment);
    this.sqs = new SQSClient(settings);
    this.ecs = new ECSClient(settings);
    this.cloudwatch = new CloudWatchClient(settings);
  }

  /** What the worker wrote about a message, in order. */
  async linesOf(text: string): Promise<WorkerLine[]> {
    const lines = await this.account.logLines(`"${text}"`, this.workerStack);
    return lines.map((line) => JSON.parse(line) as WorkerLine);
  }

  /** Messages that wait or are in work. */
  async left(): Promise<number> {
    const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const QueueUrl = await this.account.output("data", "jobs_queue_url");
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
    const { Attributes = {} } = await this.sqs.send(command);
    return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  }

  /** Texts of messages that failed as often as they were tried. */
  async deadLetters(): Promise<string[]> {
    const QueueName = await this.account.output("data", "jobs_dead_letter_queue_name");
    const { QueueUrl } = await this.sqs.send(new GetQueueUrlCommand({ QueueName }));
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await this.sqs.send(command);
    return Messages.map(({ Body = "" }) => Body);
  }

  /** Alarms of the worker that stand, without its name. */
  async standingAlarms(): Promise<string[]> {
    const AlarmNamePrefix = `${await this.account.output(this.workerStack, "service_name")}-`;
    const command = new DescribeAlarmsCommand({ AlarmNamePrefix, StateValue: "ALARM" });
    const { MetricAlarms = [] } = await this.cloudwatch.send(command);
    return MetricAlarms.map(({ AlarmName = "" }) => AlarmName.slice(AlarmNamePrefix.length));
  }

  /** Ends the tasks of the worker as a deploy does: SIGTERM, and the stop timeout. */
  async stopWorker(): Promise<void> {
    const cluster = await this.account.output("cluster", "cluster_name");
    const serviceName = await this.account.output(this.workerStack, "service_name");
    const { taskArns = [] } = await this.ecs.send(new ListTasksCommand({ cluster, serviceName }));
    for (const task of taskArns) await this.ecs.send(new StopTaskCommand({ cluster, task }));
  }
}
