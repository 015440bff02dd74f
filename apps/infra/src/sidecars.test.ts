import { stackGroup } from "@app/config";
import { type Block, synthesized } from "./synthesized-app";
import { others } from "./testing/applications";

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;
interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly [field: string]: unknown;
}

const { files, dependencies } = synthesized(others.load("beside"));
const resources = (service: string): Resources =>
  (JSON.parse(files[`${stackGroup}-service-${service}`] ?? "{}") as { resource: Resources }).resource;
const containers = (service: string): Container[] =>
  JSON.parse(`${resources(service).aws_ecs_task_definition?.task_definition?.container_definitions}`);
const policy = (service: string): { Statement: { Sid: string; Resource: string | string[] }[] } =>
  JSON.parse(`${resources(service).aws_iam_role_policy?.execution_policy?.policy}`);
const imageOf = (key: string) => `\${data.terraform_remote_state.${stackGroup}_image.outputs.${key}_image_uri}`;

describe("sidecars", () => {
  it("stand in the task definition in the order in which they start, with what they wait for", () => {
    expect(containers("front").map(({ name, essential, dependsOn }) => ({ name, essential, dependsOn }))).toEqual([
      { name: "otel", essential: true, dependsOn: undefined },
      { name: "prepare", essential: false, dependsOn: undefined },
      {
        name: "front",
        essential: true,
        dependsOn: [
          { containerName: "otel", condition: "HEALTHY" },
          { containerName: "prepare", condition: "SUCCESS" },
        ],
      },
    ]);
  });

  it("have what their description says, a log stream of their own, and their secret under the name asked for", () => {
    const [otel] = containers("front");
    expect(otel).toMatchObject({
      image: `public.ecr.aws/aws-observability/aws-otel-collector@sha256:${"b".repeat(64)}`,
      command: ["--config=/etc/ecs/ecs-default-config.yaml"],
      cpu: 32,
      memory: 128,
      readonlyRootFilesystem: true,
      portMappings: [{ containerPort: 4318, hostPort: 4318, protocol: "tcp" }],
      healthCheck: { command: ["CMD", "/healthcheck"], interval: 10, timeout: 5, retries: 3, startPeriod: 5 },
      mountPoints: [{ containerPath: "/tmp", readOnly: false, sourceVolume: "otel-tmp" }],
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "${aws_cloudwatch_log_group.logs.name}", "awslogs-stream-prefix": "ecs" },
      },
      secrets: [{ name: "OTEL_KEY" }],
    });
    expect(otel?.environment).toContainEqual({ name: "PORT", value: "4318" });
  });

  it("run the image of their own source, which the image stack builds with all others", () => {
    expect(containers("front").find(({ name }) => name === "prepare")?.image).toBe(imageOf("api"));
    expect(containers("front").find(({ name }) => name === "front")?.image).toBe(imageOf("front"));
    expect(dependencies[`${stackGroup}-service-front`]).toContain(`${stackGroup}-data`);
  });

  it("let the task be started from their repositories, and from no other", () => {
    const pulled = (service: string) => policy(service).Statement.find(({ Sid }) => Sid === "PullImages")?.Resource;
    const repository = (key: string) =>
      `\${data.terraform_remote_state.${stackGroup}_ecr.outputs.${key}_repository_arn}`;
    expect(pulled("front")).toEqual([repository("front"), repository("api")]);
    expect(pulled("mailer")).toEqual([repository("front"), "arn:aws:ecr:eu-west-1:333333333333:repository/cache"]);
    expect(policy("mailer").Statement.map(({ Sid }) => Sid)).not.toContain("ReadSecrets");
  });

  it("do not make a run fail that they are stopped with", () => {
    const pattern = JSON.parse(`${resources("report").aws_cloudwatch_event_rule?.failed?.event_pattern}`);
    expect(pattern.detail.$or).toEqual([
      { containers: { name: ["report"], exitCode: [{ "anything-but": [0] }] } },
      { stopCode: ["TaskFailedToStart"] },
    ]);
  });

  it("are reached by nobody outside of the task", () => {
    const rules = Object.values(resources("front").aws_vpc_security_group_ingress_rule ?? {});
    expect(rules.map((rule) => rule.from_port)).toEqual([8080]);
  });
});
