import { noGrant } from "../data/grant";
import { oneStack } from "../testing/one-stack";
import type { Block, SynthesizedStack } from "../testing/synthesize";
import { WebService, type WebServiceProps } from "./web-service";

const web: WebServiceProps = {
  name: "flask-test-web",
  region: "eu-central-1",
  accountId: "111111111111",
  cpu: 256,
  memoryMiB: 512,
  architecture: "X86_64",
  container: {
    name: "web",
    imageUri: "repository@sha256:1",
    port: 8080,
    environment: { LOG_LEVEL: "info" },
    stopTimeoutSeconds: 30,
  },
  logRetentionDays: 30,
  executeCommand: false,
  clusterName: "shared",
  clusterArn: "arn:cluster",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  loadBalancer: { arnSuffix: "app/flask/1", securityGroupId: "sg-alb", httpsListenerArn: "arn:https" },
  routes: [{ priority: 500, hostNames: ["example.org"], paths: [] }],
  healthCheckPath: "/health",
  healthCheckGracePeriodSeconds: 60,
  deregistrationDelaySeconds: 15,
  capacity: { spotPercent: 0, onDemandBase: 0 },
  tasks: { minimum: 2, maximum: 6 },
  scaling: { cpuPercent: 60, requestsPerMinute: 1000 },
  prefixListIds: {},
  httpsCidr: "0.0.0.0/0",
};

function deployed(changes: Partial<WebServiceProps> = {}): SynthesizedStack {
  return oneStack((stack) => {
    new WebService(stack, "WebService", { ...web, ...changes });
  });
}

const service = (changes?: Partial<WebServiceProps>): Block =>
  deployed(changes).resource.aws_ecs_service?.service ?? {};

describe("WebService", () => {
  it("has addresses that are short nouns", () => {
    const { resource } = deployed();
    const addresses = Object.entries(resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    expect(addresses).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_log_group.logs",
        "aws_ecs_service.service",
        "aws_ecs_task_definition.task_definition",
        "aws_iam_role.execution",
        "aws_iam_role.task",
        "aws_lb_listener_rule.rule_500",
        "aws_lb_target_group.target_group",
        "aws_security_group.tasks",
      ]),
    );
  });

  it("takes requests of its routes, through its own target group, on the container's port", () => {
    const { aws_lb_listener_rule, aws_lb_target_group } = deployed().resource;
    expect(aws_lb_listener_rule?.rule_500).toMatchObject({
      listener_arn: "arn:https",
      action: [{ target_group_arn: "${aws_lb_target_group.target_group.arn}" }],
    });
    expect(aws_lb_target_group?.target_group).toMatchObject({ port: 8080, health_check: { path: "/health" } });
    expect(service().load_balancer).toEqual([
      { target_group_arn: "${aws_lb_target_group.target_group.arn}", container_name: "web", container_port: 8080 },
    ]);
  });

  it("starts tasks only once roles, security group rules and listener rules are in place", () => {
    expect(service({ grants: [{ ...noGrant, statements: [{ sid: "One", actions: ["a:B"] }] }] }).depends_on).toEqual([
      "aws_iam_role_policy.execution_policy",
      "aws_iam_role_policy.task_policy",
      "aws_vpc_security_group_egress_rule.tasks_load_balancer_out",
      "aws_vpc_security_group_ingress_rule.tasks_load_balancer_in",
      "aws_vpc_security_group_egress_rule.tasks_https",
      "aws_lb_listener_rule.rule_500",
    ]);
  });

  it("gives unhealthy tasks the grace period before they count", () => {
    expect(service({ healthCheckGracePeriodSeconds: 90 }).health_check_grace_period_seconds).toBe(90);
  });

  it("starts with the fewest tasks that scaling keeps", () => {
    expect(service().desired_count).toBe(2);
    expect(deployed().resource.aws_appautoscaling_target?.scaling).toMatchObject({ min_capacity: 2, max_capacity: 6 });
  });

  it("counts the requests of its own targets, where requests count at all", () => {
    const policies = deployed().resource.aws_appautoscaling_policy;
    expect(policies?.scaling_requests?.target_tracking_scaling_policy_configuration).toMatchObject({
      predefined_metric_specification: {
        resource_label: "app/flask/1/${aws_lb_target_group.target_group.arn_suffix}",
      },
    });
    const byCpu = deployed({ scaling: { cpuPercent: 60 } }).resource.aws_appautoscaling_policy;
    expect(Object.keys(byCpu ?? {})).toEqual(["scaling_cpu"]);
  });
});

describe("what a WebService is granted", () => {
  const grants: WebServiceProps["grants"] = [
    {
      statements: [{ sid: "NotesRead", actions: ["dynamodb:GetItem"], resources: ["arn:table"] }],
      variables: { NOTES_TABLE_NAME: "notes" },
      secrets: {},
      connections: [],
      endpoints: ["dynamodb"],
    },
    {
      statements: [],
      variables: { PGHOST: "db.example.org" },
      secrets: { PGPASSWORD: "arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf:password::" },
      connections: [{ id: "orders", description: "Postgres of orders", securityGroupId: "sg-orders", port: 5432 }],
      endpoints: [],
    },
  ];
  const container = (changes: Partial<WebServiceProps> = {}): Block =>
    JSON.parse(
      deployed({ grants, ...changes }).resource.aws_ecs_task_definition?.task_definition?.container_definitions,
    )[0];

  it("reaches the container as variables and secrets, beside its own", () => {
    expect(container().environment).toEqual([
      { name: "LOG_LEVEL", value: "info" },
      { name: "NOTES_TABLE_NAME", value: "notes" },
      { name: "PGHOST", value: "db.example.org" },
    ]);
    expect(container().secrets).toEqual([
      {
        name: "PGPASSWORD",
        valueFrom: "arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf:password::",
      },
    ]);
  });

  it("gives way to a variable of the container's own", () => {
    const own = { ...web.container, environment: { PGHOST: "proxy.example.org" } };
    expect(container({ container: own }).environment).toContainEqual({ name: "PGHOST", value: "proxy.example.org" });
  });

  it("gives way to a variable of the container's own even where it was a secret, since ECS takes a name once", () => {
    const own = { ...web.container, environment: { PGPASSWORD: "local" } };
    expect(container({ container: own })).not.toHaveProperty("secrets");
  });

  it("reaches the application's role as statements, and the starting role as the one secret", () => {
    const policies = deployed({ grants }).resource.aws_iam_role_policy;
    expect(JSON.parse(policies?.task_policy?.policy).Statement).toEqual([
      { Sid: "NotesRead", Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: ["arn:table"] },
    ]);
    expect(JSON.parse(policies?.execution_policy?.policy).Statement).toContainEqual({
      Sid: "ReadSecrets",
      Effect: "Allow",
      Action: ["secretsmanager:GetSecretValue"],
      Resource: ["arn:aws:secretsmanager:eu-central-1:111111111111:secret:db-AbCdEf"],
    });
  });

  it("opens both sides of a connection", () => {
    const { aws_vpc_security_group_egress_rule, aws_vpc_security_group_ingress_rule } = deployed({ grants }).resource;
    const tasks = "${aws_security_group.tasks.id}";
    expect(aws_vpc_security_group_egress_rule?.tasks_store_orders_out).toMatchObject({
      security_group_id: tasks,
      referenced_security_group_id: "sg-orders",
      from_port: 5432,
    });
    expect(aws_vpc_security_group_ingress_rule?.tasks_store_orders_in).toMatchObject({
      security_group_id: "sg-orders",
      referenced_security_group_id: tasks,
      from_port: 5432,
    });
  });
});
