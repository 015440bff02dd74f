import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { Alarms, type AlarmsProps } from "./alarms";
import { Dashboard } from "./dashboard";
import type { ServiceMetrics } from "./service-metrics";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/service.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

const metrics: ServiceMetrics = {
  loadBalancer: { LoadBalancer: "app/flask-test/1" },
  targetGroup: { TargetGroup: "targetgroup/flask/2" },
  service: { ClusterName: "flask-cluster", ServiceName: "flask-test" },
};

function monitoring(changes: Partial<AlarmsProps> = {}): Record<string, Record<string, Block>> {
  const { stack } = synthesize((app) => {
    const scope = new TestStack(app, "stack", settings, {});
    new Alarms(scope, "alarm", {
      name: "flask-test",
      accountId: "111111111111",
      metrics,
      errorRatePercent: 1,
      clientErrorRatePercent: 20,
      latencySeconds: 0.5,
      minimumTasks: 2,
      ...changes,
    });
    new Dashboard(scope, "dashboard", {
      name: "flask-test",
      region: "eu-central-1",
      metrics,
      logGroupName: "/ecs/flask-test",
    });
  });
  return stack?.resource ?? {};
}

const alarm = (name: string) => monitoring().aws_cloudwatch_metric_alarm?.[`alarm_${name}`];

describe("Alarms", () => {
  it("tell the topic when they start and when they end, all of them", () => {
    const alarms = monitoring().aws_cloudwatch_metric_alarm ?? {};
    expect(Object.keys(alarms).sort()).toEqual([
      "alarm_client_errors",
      "alarm_latency",
      "alarm_running_tasks",
      "alarm_server_errors",
      "alarm_unhealthy_hosts",
    ]);
    for (const { alarm_actions, ok_actions } of Object.values(alarms)) {
      expect(alarm_actions).toEqual(["${aws_sns_topic.alarm_topic.arn}"]);
      expect(ok_actions).toEqual(["${aws_sns_topic.alarm_topic.arn}"]);
    }
  });

  it.each([
    ["5XX", "server_errors", 1],
    ["4XX", "client_errors", 20],
  ])("fire on the share of %s answers, of the application and of the load balancer", (kind, name, threshold) => {
    const block = alarm(name);
    const queries: Block[] = block?.metric_query;
    expect(block).toMatchObject({ threshold, comparison_operator: "GreaterThanThreshold" });
    expect(queries.flatMap(({ metric }) => metric?.metric_name ?? [])).toEqual([
      "RequestCount",
      `HTTPCode_Target_${kind}_Count`,
      `HTTPCode_ELB_${kind}_Count`,
    ]);
    expect(queries.filter(({ return_data }) => return_data).map(({ expression }) => expression)).toEqual([
      "IF(requests >= 20, 100 * (FILL(count1, 0) + FILL(count2, 0)) / requests, 0)",
    ]);
  });

  it("fire when the 95th percentile of the response time exceeds the limit", () => {
    expect(alarm("latency")).toMatchObject({
      metric_name: "TargetResponseTime",
      dimensions: { LoadBalancer: "app/flask-test/1" },
      extended_statistic: "p95",
      threshold: 0.5,
      comparison_operator: "GreaterThanThreshold",
    });
  });

  it("fire when a task stays unhealthy for five minutes", () => {
    expect(alarm("unhealthy_hosts")).toMatchObject({
      metric_name: "UnHealthyHostCount",
      dimensions: { LoadBalancer: "app/flask-test/1", TargetGroup: "targetgroup/flask/2" },
      period: 60,
      evaluation_periods: 5,
      threshold: 0,
      comparison_operator: "GreaterThanThreshold",
    });
  });

  it("fire when fewer tasks run than needed, or none that could report", () => {
    expect(alarm("running_tasks")).toMatchObject({
      metric_name: "RunningTaskCount",
      dimensions: { ClusterName: "flask-cluster", ServiceName: "flask-test" },
      threshold: 2,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  it.each(["server_errors", "client_errors", "latency", "unhealthy_hosts"])(
    "stay quiet without traffic: %s",
    (name) => {
      expect(alarm(name)?.treat_missing_data).toBe("notBreaching");
    },
  );

  it("reach the topic from CloudWatch in this account only", () => {
    const { policy } = monitoring().aws_sns_topic_policy?.alarm_topic_policy ?? {};
    expect(JSON.parse(policy).Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    ]);
  });

  it("are mailed where an address is given, to nobody otherwise", () => {
    expect(monitoring().aws_sns_topic_subscription).toBeUndefined();
    expect(monitoring({ email: "ops@example.org" }).aws_sns_topic_subscription?.alarm_email).toMatchObject({
      topic_arn: "${aws_sns_topic.alarm_topic.arn}",
      protocol: "email",
      endpoint: "ops@example.org",
    });
  });
});

describe("Dashboard", () => {
  const widgets = (): Block[] =>
    JSON.parse(monitoring().aws_cloudwatch_dashboard?.dashboard_page?.dashboard_body).widgets;

  it("shows traffic, errors, latency, health and saturation, and the latest errors", () => {
    expect(widgets().map(({ properties }) => properties.title)).toEqual([
      "Requests",
      "Errors",
      "Response time (seconds)",
      "Healthy and unhealthy tasks",
      "CPU and memory (percent)",
      "Running tasks",
      "Latest errors",
    ]);
  });

  it("draws each metric of this service and load balancer", () => {
    const drawn = widgets().flatMap(({ properties }) => properties.metrics ?? []);
    expect(drawn).toContainEqual([
      "AWS/ApplicationELB",
      "RequestCount",
      "LoadBalancer",
      "app/flask-test/1",
      { stat: "Sum" },
    ]);
    expect(drawn).toContainEqual([
      "AWS/ECS",
      "CPUUtilization",
      "ClusterName",
      "flask-cluster",
      "ServiceName",
      "flask-test",
      { stat: "Average" },
    ]);
  });

  it("reads the latest errors from the service's log group", () => {
    expect(widgets().at(-1)?.properties.query).toMatch(
      /^SOURCE '\/ecs\/flask-test' \| .*level = "ERROR" or status >= 500/,
    );
  });

  it("lays its widgets out without overlaps", () => {
    const places = widgets().map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
    expect(Math.max(...widgets().map(({ x, width }) => x + width))).toBe(24);
  });
});
