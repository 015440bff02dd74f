import { setTimeout as sleep } from "node:timers/promises";
import type { OneOffService } from "@app/config";
import { capacityProviderStrategy } from "@app/constructs";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import type { clientSettings } from "../client-settings";
import type { PublishedOneOff } from "./published-one-off";

/** Tells the tasks of releases from those that somebody runs by hand, maybe with another command. */
const STARTED_BY = "release";
const POLL_MS = 2000;
const LAST_LINES = 20;
/** Lines come into CloudWatch Logs a little after they were written. */
const LOG_DELAY_MS = 3000;

/** The tasks of one one-off, in ECS. */
export class OneOffTasks {
  private readonly ecs: ECSClient;
  private readonly logs: CloudWatchLogsClient;

  constructor(
    private readonly oneOff: OneOffService,
    private readonly published: PublishedOneOff,
    /** Whether its tasks need an address of their own. */
    private readonly publicTasks: boolean,
    settings: ReturnType<typeof clientSettings>,
    /** Aborts whatever waits. */
    private readonly signal: AbortSignal,
  ) {
    this.ecs = new ECSClient(settings);
    this.logs = new CloudWatchLogsClient(settings);
  }

  /** Those that have not ended, of any revision. */
  async running(): Promise<Task[]> {
    const { clusterArn: cluster, taskDefinitionArn } = this.published;
    const family = taskDefinitionArn.replace(/^.*\//, "").replace(/:\d+$/, "");
    const { taskArns = [] } = await this.ecs.send(new ListTasksCommand({ cluster, family }), this.abort);
    return taskArns.length === 0 ? [] : this.describe(taskArns);
  }

  /** Whether a task is this release's own, left by a deploy that was cut short. */
  isOfThisRelease({ startedBy, taskDefinitionArn }: Task): boolean {
    return startedBy === STARTED_BY && taskDefinitionArn === this.published.taskDefinitionArn;
  }

  /** @throws Error with ECS's reason when it does not take the task. */
  async start(): Promise<Task> {
    const { clusterArn, taskDefinitionArn, subnetIds, securityGroupId } = this.published;
    const { tasks = [], failures = [] } = await this.ecs.send(
      new RunTaskCommand({
        cluster: clusterArn,
        taskDefinition: taskDefinitionArn,
        count: 1,
        startedBy: STARTED_BY,
        capacityProviderStrategy: capacityProviderStrategy(this.oneOff.capacity),
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: subnetIds,
            securityGroups: [securityGroupId],
            assignPublicIp: this.publicTasks ? "ENABLED" : "DISABLED",
          },
        },
        enableECSManagedTags: true,
        enableExecuteCommand: this.oneOff.executeCommand,
        propagateTags: "TASK_DEFINITION",
      }),
      this.abort,
    );
    const [task] = tasks;
    if (task) return task;
    throw new Error(failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": ")).join("; "));
  }

  /** The task once it has stopped; undefined when it has not by the deadline. */
  async stopped({ taskArn = "" }: Task, deadline: number): Promise<Task | undefined> {
    while (Date.now() < deadline) {
      // ECS may not know a task yet that it has just taken.
      const [task] = await this.describe([taskArn]);
      if (task?.lastStatus === "STOPPED") return task;
      await sleep(POLL_MS, undefined, { signal: this.signal });
    }
    return undefined;
  }

  async stop({ taskArn }: Task, reason: string): Promise<void> {
    await this.ecs.send(new StopTaskCommand({ cluster: this.published.clusterArn, task: taskArn, reason }), this.abort);
  }

  /** Exit code of the command; undefined where it never ran. */
  exitCode({ containers = [] }: Task): number | undefined {
    return containers.find(({ name }) => name === this.oneOff.key)?.exitCode;
  }

  /** The last lines that the task wrote; none where its log cannot be read. */
  async lastLines({ taskArn = "" }: Task): Promise<string[]> {
    await sleep(LOG_DELAY_MS, undefined, { signal: this.signal });
    const stream = `ecs/${this.oneOff.key}/${taskArn.replace(/^.*\//, "")}`;
    const command = new GetLogEventsCommand({
      logGroupName: this.published.logGroupName,
      logStreamName: stream,
      limit: LAST_LINES,
    });
    const { events = [] } = await this.logs.send(command, this.abort).catch(() => ({ events: [] }));
    return events.map(({ message = "" }) => message.trimEnd());
  }

  private get abort() {
    return { abortSignal: this.signal };
  }

  private async describe(tasks: string[]): Promise<Task[]> {
    const { clusterArn: cluster } = this.published;
    return (await this.ecs.send(new DescribeTasksCommand({ cluster, tasks }), this.abort)).tasks ?? [];
  }
}
