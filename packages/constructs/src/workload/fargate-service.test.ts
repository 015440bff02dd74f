import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { oneStack } from "../testing/one-stack";
import type { Block, SynthesizedStack } from "../testing/synthesize";
import { FargateService, type FargateServiceProps } from "./fargate-service";

function deployed(changes: Partial<FargateServiceProps> = {}): SynthesizedStack {
  return oneStack((stack) => {
    new FargateService(stack, "service", {
      name: "flask-test-web",
      clusterArn: "arn:cluster",
      taskDefinition: new EcsTaskDefinition(stack, "task", { family: "flask", containerDefinitions: "[]" }),
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroupIds: ["sg-1"],
      desiredCount: 2,
      capacity: { spotPercent: 0, onDemandBase: 0 },
      executeCommand: false,
      dependsOn: [],
      ...changes,
    });
  });
}

const service = (changes?: Partial<FargateServiceProps>): Block =>
  deployed(changes).resource.aws_ecs_service?.service ?? {};

describe("release of a FargateService", () => {
  it("rolls back by itself when it does not become healthy", () => {
    expect(service().deployment_circuit_breaker).toEqual({ enable: true, rollback: true });
  });

  it("keeps every running task until its successor is healthy", () => {
    expect(service()).toMatchObject({ deployment_minimum_healthy_percent: 100, deployment_maximum_percent: 200 });
  });

  it("waits for its outcome, and fails when ECS rolled back", () => {
    expect(service().wait_for_steady_state).toBe(true);
    const { postcondition } = deployed().data.aws_ecs_service?.service_released?.lifecycle ?? {};
    expect(postcondition[0].condition).toBe("${self.task_definition == aws_ecs_task_definition.task.arn}");
    expect(postcondition[0].error_message).toContain("rolled back");
  });

  it("leaves the number of tasks to scaling after creation", () => {
    expect(service()).toMatchObject({ desired_count: 2, lifecycle: { ignore_changes: ["desired_count"] } });
  });

  it("rolls over to other capacity in place instead of replacing the service", () => {
    expect(service().force_new_deployment).toBe(true);
  });
});

describe("tasks of a FargateService", () => {
  it("run in the subnets and groups given, without public addresses", () => {
    expect(service().network_configuration).toEqual({
      subnets: ["subnet-a", "subnet-b"],
      security_groups: ["sg-1"],
      assign_public_ip: false,
    });
  });

  it("are known to a load balancer only where one is given", () => {
    expect(service()).not.toHaveProperty("load_balancer");
    expect(service()).not.toHaveProperty("health_check_grace_period_seconds");
  });

  it.each([true, false])("take commands while they run only where that is asked for: %s", (executeCommand) => {
    expect(service({ executeCommand }).enable_execute_command).toBe(executeCommand);
  });

  it.each([
    ["regular Fargate", { spotPercent: 0, onDemandBase: 3 }, [["FARGATE", 1, 0]]],
    ["Spot", { spotPercent: 100, onDemandBase: 0 }, [["FARGATE_SPOT", 1, 0]]],
    [
      "both, above a base on regular Fargate",
      { spotPercent: 70, onDemandBase: 2 },
      [
        ["FARGATE", 30, 2],
        ["FARGATE_SPOT", 70, 0],
      ],
    ],
    [
      "Spot above a base on regular Fargate, which ECS gives to no provider of weight 0",
      { spotPercent: 100, onDemandBase: 2 },
      [
        ["FARGATE", 1, 2],
        ["FARGATE_SPOT", 1000, 0],
      ],
    ],
  ])("run on %s", (_, capacity, strategy) => {
    expect(
      service({ capacity }).capacity_provider_strategy.map((item: Block) => [
        item.capacity_provider,
        item.weight,
        item.base,
      ]),
    ).toEqual(strategy);
  });
});
