import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { Dashboard } from "./dashboard";

const page = (): string =>
  oneStack((stack) => {
    new Dashboard(stack, "dashboard", {
      name: "flask-test",
      region: "eu-central-1",
      metrics: {
        loadBalancer: { LoadBalancer: "app/flask-test/1" },
        targetGroup: { TargetGroup: "targetgroup/flask/2" },
        service: { ClusterName: "flask-cluster", ServiceName: "flask-test" },
      },
      logGroupName: "/ecs/flask-test",
    });
  }).resource.aws_cloudwatch_dashboard?.dashboard?.dashboard_body;

describe("Dashboard", () => {
  const widgets = (): Block[] => JSON.parse(page()).widgets;

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

  it("draws what this service did, not what others behind the same load balancer did", () => {
    const drawn = widgets().flatMap(({ properties }) => properties.metrics ?? []);
    expect(drawn).toContainEqual([
      "AWS/ApplicationELB",
      "RequestCount",
      "LoadBalancer",
      "app/flask-test/1",
      "TargetGroup",
      "targetgroup/flask/2",
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
