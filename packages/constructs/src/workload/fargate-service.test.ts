import type { PolicyStatement } from "../policy/policy-document";
import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, type SynthesizedStack, synthesize } from "../testing/synthesize";
import { FargateService, type FargateServiceProps } from "./fargate-service";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/service.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

const grant: PolicyStatement = {
  sid: "Items",
  actions: ["dynamodb:GetItem"],
  resources: ["arn:aws:dynamodb:eu-central-1:111111111111:table/notes"],
};

const flask: FargateServiceProps = {
  name: "flask-test",
  region: "eu-central-1",
  accountId: "111111111111",
  cpu: 256,
  memoryMiB: 512,
  architecture: "X86_64",
  container: {
    imageUri: "repository@sha256:1",
    port: 8080,
    environment: { NOTES_TABLE: "notes", LOG_LEVEL: "info" },
    healthCheckCommand: ["python", "-m", "healthcheck"],
    stopTimeoutSeconds: 30,
    user: "10001:10001",
  },
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupIds: ["sg-1"],
  targetGroupArn: "arn:targets",
  repositoryArn: "arn:aws:ecr:eu-central-1:111111111111:repository/flask-test",
  grants: [grant],
  desiredCount: 2,
  capacityProvider: "FARGATE",
  healthCheckGracePeriodSeconds: 60,
  logRetentionDays: 30,
  executeCommand: false,
};

function deployed(changes: Partial<FargateServiceProps> = {}): SynthesizedStack | undefined {
  return synthesize((app) => {
    new FargateService(new TestStack(app, "stack", settings, {}), "flask", { ...flask, ...changes });
  }).stack;
}

const service = (changes?: Partial<FargateServiceProps>) => deployed(changes)?.resource.aws_ecs_service?.flask_service;
const definition = () => deployed()?.resource.aws_ecs_task_definition?.flask_task_definition;
const container = (): Block => JSON.parse(definition()?.container_definitions)[0];
const statements = (policy: "execution" | "task", changes?: Partial<FargateServiceProps>): Block[] =>
  JSON.parse(deployed(changes)?.resource.aws_iam_role_policy?.[`flask_role_${policy}_policy`]?.policy).Statement;

describe("release of a FargateService", () => {
  it("rolls back by itself when it does not become healthy", () => {
    expect(service()?.deployment_circuit_breaker).toEqual({ enable: true, rollback: true });
  });

  it("keeps every running task until its successor is healthy", () => {
    expect(service()).toMatchObject({ deployment_minimum_healthy_percent: 100, deployment_maximum_percent: 200 });
  });

  it("gives tasks the grace period before health checks count", () => {
    expect(service({ healthCheckGracePeriodSeconds: 90 })?.health_check_grace_period_seconds).toBe(90);
  });

  it("waits for its outcome, and fails when ECS rolled back", () => {
    expect(service()?.wait_for_steady_state).toBe(true);
    const { postcondition } = deployed()?.data.aws_ecs_service?.flask_released?.lifecycle ?? {};
    expect(postcondition[0].condition).toBe(
      "${self.task_definition == aws_ecs_task_definition.flask_task_definition.arn}",
    );
    expect(postcondition[0].error_message).toContain("rolled back");
  });

  it("leaves the number of tasks to autoscaling after creation", () => {
    expect(service()).toMatchObject({ desired_count: 2, lifecycle: { ignore_changes: ["desired_count"] } });
  });

  it("keeps the revision before registered for a rollback", () => {
    expect(definition()?.skip_destroy).toBe(true);
  });

  it("starts tasks only once their roles have their policies", () => {
    expect(service()?.depends_on).toEqual([
      "aws_ecs_cluster_capacity_providers.flask_capacity",
      "aws_iam_role_policy.flask_role_execution_policy",
      "aws_iam_role_policy.flask_role_task_policy",
    ]);
  });
});

describe("tasks of a FargateService", () => {
  it("run in the subnets and groups given, without public addresses", () => {
    expect(service()?.network_configuration).toEqual({
      subnets: ["subnet-a", "subnet-b"],
      security_groups: ["sg-1"],
      assign_public_ip: false,
    });
  });

  it("take requests from the target group on the container's port", () => {
    expect(service()?.load_balancer).toEqual([
      { target_group_arn: "arn:targets", container_name: container().name, container_port: 8080 },
    ]);
  });

  it.each(["FARGATE", "FARGATE_SPOT"] as const)("run on %s when that is asked for", (capacityProvider) => {
    expect(service({ capacityProvider })?.capacity_provider_strategy).toEqual([
      { capacity_provider: capacityProvider, weight: 1, base: 0 },
    ]);
  });

  it("have the size and architecture asked for", () => {
    expect(definition()).toMatchObject({
      requires_compatibilities: ["FARGATE"],
      network_mode: "awsvpc",
      cpu: "256",
      memory: "512",
      runtime_platform: { cpu_architecture: "X86_64", operating_system_family: "LINUX" },
    });
  });

  it("report to Container Insights, where the alarm on running tasks looks", () => {
    expect(deployed()?.resource.aws_ecs_cluster?.flask_cluster?.setting).toEqual([
      { name: "containerInsights", value: "enabled" },
    ]);
  });
});

describe("container of a FargateService", () => {
  it("sends its output to the service's log group, which is kept as long as asked for", () => {
    expect(container().logConfiguration).toEqual({
      logDriver: "awslogs",
      options: {
        "awslogs-group": "${aws_cloudwatch_log_group.flask_logs.name}",
        "awslogs-region": "eu-central-1",
        "awslogs-stream-prefix": "ecs",
      },
    });
    expect(deployed()?.resource.aws_cloudwatch_log_group?.flask_logs?.retention_in_days).toBe(30);
  });

  it("gets its environment in one order, so that plans stay quiet", () => {
    expect(container().environment).toEqual([
      { name: "LOG_LEVEL", value: "info" },
      { name: "NOTES_TABLE", value: "notes" },
    ]);
  });

  it("is asked for its health by its own command, without a shell", () => {
    expect(container().healthCheck.command).toEqual(["CMD", "python", "-m", "healthcheck"]);
  });

  it("writes nowhere but in /tmp, and not as root", () => {
    expect(container()).toMatchObject({
      readonlyRootFilesystem: true,
      user: "10001:10001",
      mountPoints: [{ containerPath: "/tmp", readOnly: false, sourceVolume: "scratch" }],
    });
    expect(definition()?.volume).toMatchObject([{ name: "scratch" }]);
  });

  it("runs the image by digest and has the time asked for to end", () => {
    expect(container()).toMatchObject({
      image: "repository@sha256:1",
      stopTimeout: 30,
      linuxParameters: { initProcessEnabled: true },
    });
  });
});

describe("roles of a FargateService", () => {
  it("are assumed by tasks of this account only", () => {
    for (const { assume_role_policy } of Object.values(deployed()?.resource.aws_iam_role ?? {})) {
      expect(JSON.parse(assume_role_policy).Statement).toMatchObject([
        {
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
        },
      ]);
    }
  });

  it("pull from one repository and write one log group before the container runs", () => {
    expect(statements("execution").map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["ecr:GetAuthorizationToken"], ["*"]],
      [
        ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        ["arn:aws:ecr:eu-central-1:111111111111:repository/flask-test"],
      ],
      [["logs:CreateLogStream", "logs:PutLogEvents"], ["${aws_cloudwatch_log_group.flask_logs.arn}:*"]],
    ]);
  });

  it("let the application do what it was granted and nothing else", () => {
    expect(statements("task")).toEqual([
      { Sid: "Items", Effect: "Allow", Action: grant.actions, Resource: grant.resources },
    ]);
  });

  it("have no policy for an application without grants", () => {
    const policies = deployed({ grants: [] })?.resource.aws_iam_role_policy;
    expect(Object.keys(policies ?? {})).toEqual(["flask_role_execution_policy"]);
  });

  it("allow a shell in the container only where that is asked for", () => {
    expect(service()?.enable_execute_command).toBe(false);
    expect(service({ executeCommand: true })?.enable_execute_command).toBe(true);
    expect(statements("task", { executeCommand: true }).map(({ Sid }) => Sid)).toEqual(["Items", "ExecuteCommand"]);
  });
});
