import { oneStack } from "../testing/one-stack";
import { OneOffTask } from "./one-off-task";

const { resource } = oneStack((stack) => {
  new OneOffTask(stack, "OneOffTask", {
    name: "flask-test-migrate",
    region: "eu-central-1",
    accountId: "111111111111",
    cpu: 256,
    memoryMiB: 512,
    architecture: "X86_64",
    container: { name: "migrate", imageUri: "repository@sha256:1", environment: {}, stopTimeoutSeconds: 30 },
    logRetentionDays: 30,
    executeCommand: false,
    clusterName: "shared",
    clusterArn: "arn:cluster",
    vpcId: "vpc-1",
    subnetIds: ["subnet-a", "subnet-b"],
    capacity: { spotPercent: 0, onDemandBase: 0 },
    prefixListIds: {},
    httpsCidr: "0.0.0.0/0",
  });
});

describe("OneOffTask", () => {
  it("has what a task needs, and nothing that runs it", () => {
    expect(Object.keys(resource).sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_ecs_task_definition",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_security_group",
      "aws_ssm_parameter",
      "aws_vpc_security_group_egress_rule",
    ]);
  });

  it("keeps what succeeded where Terraform looks for no value", () => {
    const parameter = resource.aws_ssm_parameter?.succeeded;
    expect(parameter).toMatchObject({
      name: "/flask-test-migrate/succeeded",
      value_wo: "none yet",
      value_wo_version: 1,
    });
    expect(parameter).not.toHaveProperty("value");
  });
});
