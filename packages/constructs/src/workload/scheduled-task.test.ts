import type { PolicyStatement } from "../policy/policy-document";
import { oneStack } from "../testing/one-stack";
import { meaningless } from "../testing/service-authorization";
import type { Block, SynthesizedStack } from "../testing/synthesize";
import { ScheduledTask, type ScheduledTaskProps } from "./scheduled-task";

const CLUSTER = "arn:aws:ecs:eu-central-1:111111111111:cluster/shared";
const report: ScheduledTaskProps = {
  name: "flask-test-report",
  region: "eu-central-1",
  accountId: "111111111111",
  cpu: 256,
  memoryMiB: 512,
  architecture: "X86_64",
  container: {
    name: "report",
    imageUri: "repository@sha256:1",
    command: ["flask", "report"],
    environment: {},
    stopTimeoutSeconds: 30,
  },
  logRetentionDays: 30,
  executeCommand: false,
  clusterName: "shared",
  clusterArn: CLUSTER,
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  capacity: { spotPercent: 0, onDemandBase: 0 },
  prefixListIds: {},
  httpsCidr: "0.0.0.0/0",
  at: "cron(0 4 * * ? *)",
  timeZone: "Europe/Berlin",
  retries: 2,
};

const deployed = (changes: Partial<ScheduledTaskProps> = {}): SynthesizedStack =>
  oneStack((stack) => {
    new ScheduledTask(stack, "ScheduledTask", { ...report, ...changes });
  });
const schedule = (changes?: Partial<ScheduledTaskProps>): Block =>
  deployed(changes).resource.aws_scheduler_schedule?.schedule ?? {};

/** Statements of the schedule's role, with ARNs in the place of references. */
function rights(): Block[] {
  const policy: string = deployed().resource.aws_iam_role_policy?.schedule_policy?.policy;
  const arns = policy
    .replace(/\$\{data\.aws_partition\.\w+\.partition\}/g, "aws")
    .replace(/\$\{aws_iam_role\.(\w+)\.arn\}/g, "arn:aws:iam::111111111111:role/$1")
    .replace(/\$\{aws_sqs_queue\.failures\.arn\}/g, "arn:aws:sqs:eu-central-1:111111111111:failures");
  return JSON.parse(arns).Statement;
}

describe("ScheduledTask", () => {
  it("runs one task of the release at its time, in its time zone, without a public address", () => {
    expect(schedule()).toMatchObject({
      schedule_expression: "cron(0 4 * * ? *)",
      schedule_expression_timezone: "Europe/Berlin",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: CLUSTER,
        role_arn: "${aws_iam_role.schedule.arn}",
        ecs_parameters: {
          task_definition_arn: "${aws_ecs_task_definition.task_definition.arn}",
          task_count: 1,
          capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1, base: 0 }],
          network_configuration: {
            subnets: ["subnet-a", "subnet-b"],
            security_groups: ["${aws_security_group.tasks.id}"],
            assign_public_ip: false,
          },
        },
      },
    });
  });

  it("tries again as often as asked, for an hour, and then tells its queue", () => {
    expect(schedule({ retries: 5 }).target).toMatchObject({
      retry_policy: { maximum_retry_attempts: 5, maximum_event_age_in_seconds: 3600 },
      dead_letter_config: { arn: "${aws_sqs_queue.failures.arn}" },
    });
  });

  it("may run this task definition in this cluster, pass the two roles of its tasks, and nothing else", () => {
    const family = "arn:aws:ecs:eu-central-1:111111111111:task-definition/flask-test-report:*";
    expect(rights()).toEqual([
      {
        Sid: "RunTask",
        Effect: "Allow",
        Action: ["ecs:RunTask"],
        Resource: [family],
        Condition: { ArnEquals: { "ecs:cluster": CLUSTER } },
      },
      {
        Sid: "TagTask",
        Effect: "Allow",
        Action: ["ecs:TagResource"],
        Resource: ["arn:aws:ecs:eu-central-1:111111111111:task/shared/*"],
        Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        Sid: "PassRoles",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: ["arn:aws:iam::111111111111:role/execution", "arn:aws:iam::111111111111:role/task"],
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        Sid: "TellFailures",
        Effect: "Allow",
        Action: ["sqs:SendMessage"],
        Resource: ["arn:aws:sqs:eu-central-1:111111111111:failures"],
      },
    ]);
  });

  it("is given rights that AWS knows, on resources that these take", async () => {
    const statements = rights().map(
      ({ Sid, Action, Resource }): PolicyStatement => ({ sid: Sid, actions: Action, resources: Resource }),
    );
    expect((await Promise.all(statements.map(meaningless))).flat()).toEqual([]);
  });

  it("is assumed by the scheduler for this account only", () => {
    expect(JSON.parse(deployed().resource.aws_iam_role?.schedule?.assume_role_policy).Statement).toMatchObject([
      {
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ]);
  });

  it("is due only when its tasks may start", () => {
    expect(schedule().depends_on).toEqual(
      expect.arrayContaining(["aws_iam_role_policy.execution_policy", "aws_iam_role_policy.schedule_policy"]),
    );
  });

  it("is reached by nobody", () => {
    const { resource } = deployed();
    expect(resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
    expect(resource.aws_security_group?.tasks?.description).toBe("Tasks: reached by nobody");
  });
});

describe("failed runs of a ScheduledTask", () => {
  it("are those of this task definition that ended with another code than 0 or did not start", () => {
    const { event_pattern } = deployed().resource.aws_cloudwatch_event_rule?.failed ?? {};
    expect(JSON.parse(event_pattern)).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [CLUSTER],
        taskDefinitionArn: [
          {
            prefix:
              "arn:${data.aws_partition.partition.partition}:ecs:eu-central-1:111111111111:task-definition/flask-test-report:",
          },
        ],
        lastStatus: ["STOPPED"],
        $or: [{ containers: { exitCode: [{ "anything-but": [0] }] } }, { stopCode: ["TaskFailedToStart"] }],
      },
    });
  });

  it("are told to an encrypted queue that takes them from this rule over TLS only", () => {
    const { resource } = deployed();
    expect(resource.aws_sqs_queue?.failures).toMatchObject({
      name: "flask-test-report-failures",
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 1_209_600,
    });
    expect(resource.aws_cloudwatch_event_target?.failed_target).toMatchObject({ arn: "${aws_sqs_queue.failures.arn}" });
    expect(JSON.parse(resource.aws_sqs_queue_policy?.failures_policy?.policy).Statement).toMatchObject([
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Condition: { ArnEquals: { "aws:SourceArn": "${aws_cloudwatch_event_rule.failed.arn}" } },
      },
    ]);
  });
});
