import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { WorkerService, type WorkerServiceProps } from "./worker-service";

const worker: WorkerServiceProps = {
  name: "shop-test-worker",
  region: "eu-central-1",
  accountId: "111111111111",
  cpu: 256,
  memoryMiB: 512,
  architecture: "X86_64",
  container: {
    name: "worker",
    imageUri: "repository@sha256:1",
    command: ["python", "-m", "shop.worker"],
    environment: {},
    stopTimeoutSeconds: 60,
  },
  logRetentionDays: 30,
  executeCommand: false,
  clusterName: "shared",
  clusterArn: "arn:cluster",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  capacity: { spotPercent: 0, onDemandBase: 0 },
  tasks: { minimum: 1, maximum: 6 },
  queueName: "shop-test-jobs",
  scaling: { backlogPerTask: 50 },
  prefixListIds: {},
  httpsCidr: "0.0.0.0/0",
};

const deployed = (changes: Partial<WorkerServiceProps> = {}): Record<string, Record<string, Block>> =>
  oneStack((stack) => {
    new WorkerService(stack, "WorkerService", { ...worker, ...changes });
  }).resource;
const backlog = () =>
  deployed().aws_appautoscaling_policy?.scaling_backlog?.target_tracking_scaling_policy_configuration;
const toZero = { tasks: { minimum: 0, maximum: 6 } };

describe("WorkerService", () => {
  it("has addresses that are short nouns, and nothing of a load balancer's", () => {
    const addresses = Object.entries(deployed()).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    expect(addresses.sort()).toEqual([
      "aws_appautoscaling_policy.scaling_backlog",
      "aws_appautoscaling_target.scaling",
      "aws_cloudwatch_log_group.logs",
      "aws_ecs_service.service",
      "aws_ecs_task_definition.task_definition",
      "aws_iam_role.execution",
      "aws_iam_role.task",
      "aws_iam_role_policy.execution_policy",
      "aws_security_group.tasks",
      "aws_vpc_security_group_egress_rule.tasks_https",
    ]);
    expect(deployed().aws_ecs_service?.service).not.toHaveProperty("load_balancer");
  });

  it("runs its command, and has its time to finish when it is told to end", () => {
    const [container] = JSON.parse(deployed().aws_ecs_task_definition?.task_definition?.container_definitions);
    expect(container).toMatchObject({ command: ["python", "-m", "shop.worker"], stopTimeout: 60 });
    expect(container).not.toHaveProperty("portMappings");
  });

  it("scales on the messages for each task, those in work included", () => {
    expect(backlog()).toMatchObject({
      target_value: 50,
      customized_metric_specification: {
        metrics: [
          {
            id: "waiting",
            metric_stat: {
              metric: {
                namespace: "AWS/SQS",
                metric_name: "ApproximateNumberOfMessagesVisible",
                dimensions: [{ name: "QueueName", value: "shop-test-jobs" }],
              },
            },
            return_data: false,
          },
          { id: "in_work", metric_stat: { metric: { metric_name: "ApproximateNumberOfMessagesNotVisible" } } },
          {
            id: "tasks",
            metric_stat: {
              metric: {
                namespace: "ECS/ContainerInsights",
                metric_name: "RunningTaskCount",
                dimensions: [
                  { name: "ClusterName", value: "shared" },
                  { name: "ServiceName", value: "${aws_ecs_service.service.name}" },
                ],
              },
            },
          },
          { id: "backlog", return_data: true },
        ],
      },
    });
  });

  it("never divides by nothing", () => {
    expect(backlog()?.customized_metric_specification.metrics.at(-1).expression).toBe(
      "(FILL(waiting, 0) + FILL(in_work, 0)) / IF(FILL(tasks, 0) < 1, 1, FILL(tasks, 0))",
    );
  });

  it("starts a task for the first message where none runs", () => {
    const { aws_appautoscaling_policy, aws_cloudwatch_metric_alarm, aws_appautoscaling_target } = deployed(toZero);
    expect(aws_appautoscaling_target?.scaling).toMatchObject({ min_capacity: 0 });
    expect(aws_appautoscaling_policy?.scaling_first_task).toMatchObject({
      policy_type: "StepScaling",
      step_scaling_policy_configuration: {
        adjustment_type: "ChangeInCapacity",
        step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 1 }],
      },
    });
    expect(aws_cloudwatch_metric_alarm?.scaling_first_task).toMatchObject({
      alarm_actions: ["${aws_appautoscaling_policy.scaling_first_task.arn}"],
      threshold: 0,
      comparison_operator: "GreaterThanThreshold",
      metric_query: expect.arrayContaining([
        expect.objectContaining({ expression: "IF(FILL(tasks, 0) < 1, FILL(waiting, 0), 0)", return_data: true }),
      ]),
    });
  });

  it("starts it as well where only the clock lets all tasks go", () => {
    const night = { at: "cron(0 20 * * ? *)", minimum: 0, maximum: 6 };
    const { aws_appautoscaling_policy } = deployed({ scaling: { backlogPerTask: 50, schedule: [night] } });
    expect(Object.keys(aws_appautoscaling_policy ?? {})).toContain("scaling_first_task");
  });

  it("looks at no queue where it consumes none", () => {
    const { aws_appautoscaling_policy } = deployed({
      queueName: undefined,
      scaling: { backlogPerTask: 50, cpuPercent: 70 },
    });
    expect(Object.keys(aws_appautoscaling_policy ?? {})).toEqual(["scaling_cpu"]);
  });
});
