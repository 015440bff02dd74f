import { requestMetrics, stackGroup } from "@app/config";
import { synthesized } from "./synthesized-app";
import { others } from "./testing/applications";

interface Stack {
  readonly resource: {
    readonly aws_cloudwatch_dashboard: Record<string, { readonly dashboard_body: string }>;
    readonly aws_cloudwatch_metric_alarm: Record<
      string,
      { readonly namespace?: string; readonly metric_name?: string }
    >;
    readonly aws_ecs_task_definition: Record<string, { readonly container_definitions: string }>;
  };
}

function stack(environment: string, service: string): Stack {
  return JSON.parse(synthesized(others.load(environment)).files[`${stackGroup}-service-${service}`] ?? "{}");
}

/** Namespace, name and first dimension of what the dashboard draws. */
function drawn({ resource }: Stack): string[][] {
  const [page] = Object.values(resource.aws_cloudwatch_dashboard);
  const { widgets } = JSON.parse(page?.dashboard_body ?? "{}");
  return widgets.flatMap(({ properties }: { properties: { metrics?: string[][] } }) => properties.metrics ?? []);
}

const { namespace, dimension, ...names } = requestMetrics;

describe("metrics of requests", () => {
  it("are drawn under the names by which the application logs them, all of them and no other", () => {
    const own = drawn(stack("plain", "page")).filter(([of]) => of === namespace);
    expect(new Set(own.map(([, name]) => name))).toEqual(new Set(Object.values(names)));
    expect(new Set(own.map(([, , ...of]) => JSON.stringify(of.slice(0, 2))))).toEqual(
      new Set([JSON.stringify([dimension, "brochure-plain-page"])]),
    );
  });

  it("raise an alarm when requests wait for a thread, and when the log is not whole", () => {
    const alarms = Object.values(stack("plain", "page").resource.aws_cloudwatch_metric_alarm);
    const own = alarms.filter((alarm) => alarm.namespace === namespace);
    expect(own.map(({ metric_name }) => metric_name)).toEqual([names.droppedLines, names.queueTime]);
  });

  it("carry the dimension that the task is told", () => {
    const [task] = Object.values(stack("plain", "page").resource.aws_ecs_task_definition);
    expect(task?.container_definitions).toContain("brochure-plain-page");
  });

  it("are asked for nowhere else", () => {
    const front = stack("several", "front");
    expect(drawn(front).map(([of]) => of)).not.toContain(namespace);
    const alarms = Object.values(front.resource.aws_cloudwatch_metric_alarm);
    expect(alarms.map((alarm) => alarm.namespace)).not.toContain(namespace);
  });
});
