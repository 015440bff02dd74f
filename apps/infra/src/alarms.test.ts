import { type EnvironmentDescription, parseEnvironment, table, web } from "@app/config";
import { type Block, synthesized } from "./synthesized-app";
import { places } from "./testing/places";

type Written = Partial<EnvironmentDescription>;

const application = {
  name: "shop",
  data: { orders: table({ partitionKey: "id", indexes: { byCustomer: { partitionKey: "customer" } } }) },
  services: { web: web({ source: "apps/flask", uses: { orders: "read-write" } }) },
};

/** The resources of the stacks of a shop, by stack and type. */
function shop(changes: Written = {}, size: object = {}): Record<string, Record<string, Record<string, Block>>> {
  const environment = parseEnvironment(
    "test",
    {
      ...places,
      network: { ...places.network, nat: "single" },
      alarms: { email: "team@example.org" },
      services: { web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 3 }, ...size } },
      data: { orders: { deletionProtected: false, pointInTimeRecovery: false } },
      ...changes,
    },
    application,
  );
  return Object.fromEntries(
    Object.entries(synthesized(environment).files).map(([id, file]) => [id, JSON.parse(file).resource]),
  );
}

const names = (resources: Record<string, Block> = {}) =>
  Object.values(resources)
    .map(({ alarm_name }) => alarm_name)
    .sort();

describe("the alarms of an environment", () => {
  it("are there for the load balancer, its certificate, the table and the service", () => {
    const stacks = shop();
    expect(names(stacks["infra-alb"]?.aws_cloudwatch_metric_alarm)).toEqual([
      "shop-test-certificate-expiry",
      "shop-test-load-balancer-errors",
    ]);
    expect(names(stacks["infra-data"]?.aws_cloudwatch_metric_alarm)).toEqual(["shop-test-orders-throttled"]);
    expect(names(stacks["infra-service-web"]?.aws_cloudwatch_metric_alarm)).toEqual([
      "shop-test-web-client-errors",
      "shop-test-web-latency",
      "shop-test-web-maximum-tasks",
      "shop-test-web-no-healthy-hosts",
      "shop-test-web-outage",
      "shop-test-web-running-tasks",
      "shop-test-web-server-errors",
      "shop-test-web-unhealthy-hosts",
    ]);
  });

  it("tell of deployments that ECS gave up", () => {
    const { aws_cloudwatch_event_rule, aws_cloudwatch_event_target } = shop()["infra-service-web"] ?? {};
    expect(JSON.parse(`${aws_cloudwatch_event_rule?.failed_deployment?.event_pattern}`).resources).toEqual([
      "${aws_ecs_service.service.id}",
    ]);
    expect(aws_cloudwatch_event_target?.failed_deployment?.arn).toBe(
      "${data.terraform_remote_state.infra_cluster.outputs.alarm_topic_arn}",
    );
  });

  it("do not ring through a night without tasks", () => {
    const schedule = [{ at: "cron(0 20 * * ? *)", minimum: 0, maximum: 1 }];
    const alarms = shop({}, { scaling: { schedule } })["infra-service-web"]?.aws_cloudwatch_metric_alarm;
    expect(names(alarms)).not.toEqual(expect.arrayContaining(["shop-test-web-running-tasks"]));
    expect(names(alarms)).not.toEqual(expect.arrayContaining(["shop-test-web-no-healthy-hosts"]));
  });

  it("on a URL are in us-east-1, with their topic and its subscriber", () => {
    const stacks = shop({}, { urlCheckPath: "/" });
    expect(stacks["infra-cluster"]?.aws_sns_topic?.url_alarms).toMatchObject({ provider: "aws.us-east-1" });
    expect(stacks["infra-cluster"]?.aws_sns_topic_subscription?.url_alarms_email).toMatchObject({
      provider: "aws.us-east-1",
      endpoint: "team@example.org",
    });
    expect(stacks["infra-service-web"]?.aws_cloudwatch_metric_alarm?.url_check_url).toMatchObject({
      provider: "aws.us-east-1",
      alarm_actions: ["${data.terraform_remote_state.infra_cluster.outputs.url_alarm_topic_arn}"],
    });
  });

  it("on a URL share the topic of the others in us-east-1 itself", () => {
    const aws = { accountId: "333333333333", region: "us-east-1" } as const;
    expect(Object.keys(shop({ aws }, { urlCheckPath: "/" })["infra-cluster"]?.aws_sns_topic ?? {})).toEqual(["alarms"]);
  });

  it("leave a laptop's URLs alone, which nobody outside knows", () => {
    const aws = { accountId: "000000000000", region: "us-east-1", emulated: true } as const;
    expect(shop({ aws }, { urlCheckPath: "/" })["infra-service-web"]).not.toHaveProperty("aws_route53_health_check");
  });
});
