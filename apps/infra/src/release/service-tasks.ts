import { setTimeout as sleep } from "node:timers/promises";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  type ContainerDefinition,
  type Deployment,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
} from "@aws-sdk/client-ecs";
import type { clientSettings } from "../client-settings";
import { failedContainers, hasFailed } from "./stopped-task";

const LAST_LINES = 20;
/** What DescribeTasks takes at once. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
const DESCRIBED_AT_ONCE = 100;

/** One ECS service, its tasks that stopped, and what they wrote. */
export class ServiceTasks {
  private readonly ecs: ECSClient;
  private readonly logs: CloudWatchLogsClient;

  constructor(
    private readonly cluster: string,
    private readonly name: string,
    settings: ReturnType<typeof clientSettings>,
    /** Lines come into CloudWatch Logs a little after they were written. */
    private readonly logDelayMs = 3000,
  ) {
    this.ecs = new ECSClient(settings);
    this.logs = new CloudWatchLogsClient(settings);
  }

  /** Undefined where there is none yet. */
  async describe(): Promise<Service | undefined> {
    const { cluster, name } = this;
    const { services = [] } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    return services.find(({ status }) => status !== "INACTIVE");
  }

  /** Tasks that failed, the last one first: those of a deployment, or all that ECS still knows. */
  async failed({ taskDefinition, createdAt }: Partial<Deployment> = {}): Promise<Task[]> {
    const { cluster, name: serviceName } = this;
    const { taskArns = [] } = await this.ecs.send(
      new ListTasksCommand({ cluster, serviceName, desiredStatus: "STOPPED" }),
    );
    if (taskArns.length === 0) return [];
    const { tasks = [] } = await this.ecs.send(
      new DescribeTasksCommand({ cluster, tasks: taskArns.slice(0, DESCRIBED_AT_ONCE) }),
    );
    return tasks
      .filter((task) => (!taskDefinition || task.taskDefinitionArn === taskDefinition) && hasFailed(task))
      .filter((task) => !createdAt || !task.stoppedAt || task.stoppedAt >= createdAt)
      .sort((one, other) => Number(other.stoppedAt ?? 0) - Number(one.stoppedAt ?? 0));
  }

  /** The last lines of the containers because of which a task stopped; none where its log cannot be read. */
  async lastLines(task: Task): Promise<string[]> {
    const definitions = await this.containerDefinitions(task);
    const names = failedContainers(task).map(({ name }) => name);
    const read = () =>
      Promise.all(definitions.filter(({ name }) => names.includes(name)).map((one) => this.log(one, task)));
    const lines = (await read()).flat();
    if (lines.length > 0) return lines.slice(-LAST_LINES);
    await sleep(this.logDelayMs);
    return (await read()).flat().slice(-LAST_LINES);
  }

  private async containerDefinitions({ taskDefinitionArn: taskDefinition }: Task): Promise<ContainerDefinition[]> {
    const { taskDefinition: described } = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return described?.containerDefinitions ?? [];
  }

  private async log({ name, logConfiguration }: ContainerDefinition, { taskArn = "" }: Task): Promise<string[]> {
    const { "awslogs-group": logGroupName, "awslogs-stream-prefix": prefix } = logConfiguration?.options ?? {};
    if (logGroupName === undefined) return [];
    const logStreamName = `${prefix}/${name}/${taskArn.replace(/^.*\//, "")}`;
    const command = new GetLogEventsCommand({ logGroupName, logStreamName, limit: LAST_LINES });
    const { events = [] } = await this.logs.send(command).catch(() => ({ events: [] }));
    return events.map(({ message = "" }) => message.trimEnd());
  }
}
