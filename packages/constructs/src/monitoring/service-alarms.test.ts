import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { ServiceAlarms } from "./service-alarms";

const TARGETS = { LoadBalancer: "app/flask-test/1", TargetGroup: "targetgroup/flask/2" };

const alarms = (): Record<string, Block> =>
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
    ["5XX", "server_errors", 1],
    ["4XX", "client_errors", 20],
  ])("fire on the share of %s among the service's own requests", (kind, name, threshold) => {
    expect(alarm(name)).toMatchObject({ threshold, comparison_operator: "GreaterThanThreshold" });
    expect(metricsOf(name)).toEqual([
      ["RequestCount", "Sum", TARGETS],
      [`HTTPCode_Target_${kind}_Count`, "Sum", TARGETS],
    ]);
    expect(expressionOf(name)).toBe("IF(requests >= 20, 100 * FILL(count, 0) / requests, 0)");
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
