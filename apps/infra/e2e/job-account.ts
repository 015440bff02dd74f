import type { Environment } from "@app/config";
import { type Cloud, emulatorClient } from "@app/local-cloud";
import { ECSClient, RunTaskCommand } from "@aws-sdk/client-ecs";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Account } from "./account";

/** What a process of the shop writes about its release. */
export interface ReleaseLine {
  readonly event: "filled" | "migrated" | "reported" | "serving";
  readonly release: number;
  /** Seconds since 1970. */
  readonly time: number;
}

/** The commands of the shop that run and end, past Terraform. */
export class JobAccount {
  private readonly account: Account;
  private readonly sqs: SQSClient;
  private readonly ecs: ECSClient;

  constructor(cloud: Cloud, environment: Environment) {
    const settings = { ...emulatorClient(cloud), region: environment.aws.region };
    this.account = new Account(cloud, environment);
    this.sqs = new SQSClient(settings);
    this.ecs = new ECSClient(settings);
  }

  /** What a service wrote about an event, in order. */
  async lines(service: string, event: ReleaseLine["event"]): Promise<ReleaseLine[]> {
    const lines = await this.account.logLines(`"${event}"`, `service-${service}`);
    return lines.map((line) => JSON.parse(line) as ReleaseLine);
  }

  /** Runs the scheduled job once, with another command that fails. */
  async failReport(code: number): Promise<void> {
    await this.ecs.send(
      new RunTaskCommand({
        cluster: await this.account.output("cluster", "cluster_arn"),
        taskDefinition: await this.account.output("service-report", "task_definition_arn"),
        launchType: "FARGATE",
        overrides: { containerOverrides: [{ name: "report", command: ["python", "-c", `raise SystemExit(${code})`] }] },
      }),
    );
  }

  /** Exit codes of the runs of the scheduled job that its queue of failures tells of. */
  async failures(): Promise<number[]> {
    const QueueUrl = await this.account.output("service-report", "failures_queue_url");
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    const { Messages = [] } = await this.sqs.send(command);
    return Messages.map(({ Body = "" }) => {
      const { detail } = JSON.parse(Body) as { detail: { containers: { exitCode: number }[] } };
      return detail.containers[0]?.exitCode ?? Number.NaN;
    });
  }
}
