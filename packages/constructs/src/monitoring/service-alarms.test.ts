import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { ServiceAlarms, type ServiceAlarmsProps } from "./service-alarms";

const TARGETS = { LoadBalancer: "app/flask-test/1", TargetGroup: "targetgroup/flask/2" };

const alarms = (changes: Partial<ServiceAlarmsProps> = {}): Record<string, Block> =>
  oneStack((stack) => {
    new ServiceAlarms(stack, "alarm", {
      name: "flask-test-web",
      topicArn: "arn:topic",
      metrics: {
        loadBalancer: { LoadBalancer: TARGETS.LoadBalancer },
        targetGroup: { TargetGroup: TARGETS.TargetGroup },
        service: { ClusterName: "shared", ServiceName: "flask-test-web" },
      },
      errorRatePercent: 1,
      clientErrorRatePercent: 20,
      latencySeconds: 0.5,
      minimumTasks: 2,
      maximumTasks: 4,
      containerInsights: true,
      ...changes,
    });
  }).resource.aws_cloudwatch_metric_alarm ?? {};

const alarm = (name: string) => alarms()[`alarm_${name}`];
const metricsOf = (name: string) =>
  alarm(name)?.metric_query.flatMap(({ metric }: Block) =>
    metric ? [[metric.metric_name, metric.stat, metric.dimensions]] : [],
  );
const expressionOf = (name: string) =>
  alarm(name)?.metric_query.find(({ return_data }: Block) => return_data)?.expression;

describe("ServiceAlarms", () => {
  it("tell the topic when they start and when they end, all of them", () => {
    expect(Object.keys(alarms()).sort()).toEqual([
      "alarm_client_errors",
      "alarm_latency",
      "alarm_maximum_tasks",
      "alarm_no_healthy_hosts",
      "alarm_outage",
      "alarm_running_tasks",
      "alarm_server_errors",
      "alarm_unhealthy_hosts",
    ]);
    for (const { alarm_actions, ok_actions, alarm_name } of Object.values(alarms())) {
      expect([alarm_actions, ok_actions]).toEqual([["arn:topic"], ["arn:topic"]]);
      expect(alarm_name).toMatch(/^flask-test-web-/);
    }
  });

  it.each([
    ["5XX", "server_errors", 1, "requests >= 20 || FILL(count, 0) >= 3"],
    ["4XX", "client_errors", 20, "requests >= 20"],
  ])("fire on the share of %s among the service's own requests", (kind, name, threshold, enough) => {
    expect(alarm(name)).toMatchObject({ threshold, comparison_operator: "GreaterThanThreshold" });
    expect(metricsOf(name)).toEqual([
      ["RequestCount", "Sum", TARGETS],
      [`HTTPCode_Target_${kind}_Count`, "Sum", TARGETS],
    ]);
    expect(expressionOf(name)).toBe(`IF(${enough}, 100 * FILL(count, 0) / requests, 0)`);
  });

  it("fire when the load balancer refuses requests while the service has no healthy task, and only then", () => {
    expect(metricsOf("outage")).toEqual([
      ["HTTPCode_ELB_5XX_Count", "Sum", { LoadBalancer: TARGETS.LoadBalancer }],
      ["HealthyHostCount", "Maximum", TARGETS],
    ]);
    expect(expressionOf("outage")).toBe("IF(FILL(healthy, 0) < 1, errors, 0)");
    expect(alarm("outage")).toMatchObject({ threshold: 0, comparison_operator: "GreaterThanThreshold" });
  });

  it("fire when the 95th percentile of the service's response time exceeds the limit", () => {
    expect(alarm("latency")).toMatchObject({
      metric_name: "TargetResponseTime",
      dimensions: TARGETS,
      extended_statistic: "p95",
      threshold: 0.5,
      comparison_operator: "GreaterThanThreshold",
    });
  });

  it("fire when a task stays unhealthy for five minutes", () => {
    expect(alarm("unhealthy_hosts")).toMatchObject({
      metric_name: "UnHealthyHostCount",
      dimensions: TARGETS,
      period: 60,
      evaluation_periods: 5,
      threshold: 0,
      comparison_operator: "GreaterThanThreshold",
    });
  });

  it("ring in a total outage, in which nothing is registered and nothing is reported", () => {
    expect(alarm("no_healthy_hosts")).toMatchObject({
      metric_name: "HealthyHostCount",
      dimensions: TARGETS,
      statistic: "Maximum",
      threshold: 1,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  it("leave a service alone that may rest", () => {
    const resting = Object.values(alarms({ minimumTasks: 0 }));
    expect(resting.filter(({ treat_missing_data }) => treat_missing_data === "breaching")).toEqual([]);
  });

  it("fire when as many tasks run as there may be for a quarter of an hour", () => {
    expect(alarm("maximum_tasks")).toMatchObject({
      metric_name: "RunningTaskCount",
      statistic: "Minimum",
      period: 60,
      evaluation_periods: 15,
      threshold: 4,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "notBreaching",
    });
  });

  it("do not mind a limit that is always reached", () => {
    expect(alarms({ maximumTasks: 2 })).not.toHaveProperty("alarm_maximum_tasks");
  });

  it("know without Container Insights whether any task runs", () => {
    const without = alarms({ containerInsights: false });
    expect(without).not.toHaveProperty("alarm_maximum_tasks");
    expect(without.alarm_running_tasks).toMatchObject({
      namespace: "AWS/ECS",
      metric_name: "MemoryUtilization",
      statistic: "SampleCount",
      threshold: 1,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  it("fire when fewer tasks run than needed, or none that could report", () => {
    expect(alarm("running_tasks")).toMatchObject({
      metric_name: "RunningTaskCount",
      dimensions: { ClusterName: "shared", ServiceName: "flask-test-web" },
      threshold: 2,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });

  it.each(["server_errors", "client_errors", "outage", "latency", "unhealthy_hosts"])(
    "stay quiet without traffic: %s",
    (name) => {
      expect(alarm(name)?.treat_missing_data).toBe("notBreaching");
    },
  );
});
