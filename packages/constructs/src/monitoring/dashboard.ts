import type { Construct } from "constructs";
import { DashboardPage, type Graph, type Series, taskGraphs } from "./dashboard-page";
import type { RequestMetrics, ServiceMetrics } from "./service-metrics";

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly metrics: ServiceMetrics;
  /** Default: the application's log holds none. */
  readonly requestMetrics?: RequestMetrics;
  readonly logGroupName: string;
}

/** Traffic, errors, latency and saturation of one web service on one page, with its latest errors below. */
export class Dashboard extends DashboardPage {
  constructor(scope: Construct, id: string, { name, region, metrics, requestMetrics, logGroupName }: DashboardProps) {
    super(scope, id, {
      name,
      region,
      graphs: [
        ...requestGraphs(metrics),
        ...taskGraphs(metrics.service),
        ...(requestMetrics ? insideGraphs(requestMetrics) : []),
      ],
      log: {
        title: "Latest errors",
        logGroupName,
        query:
          'fields @timestamp, coalesce(message, @message) as text, request_id, path | filter level = "ERROR" or status >= 500 or @message like /Traceback/ | sort @timestamp desc | limit 50',
      },
    });
  }
}

function requestGraphs({ loadBalancer, targetGroup }: ServiceMetrics): Graph[] {
  // Other services may share the load balancer: what its targets answered tells them apart.
  const targets = { ...loadBalancer, ...targetGroup };
  const alb = (metric: string, stat: string, dimensions: Series["dimensions"] = targets): Series => ({
    namespace: "AWS/ApplicationELB",
    metric,
    stat,
    dimensions,
  });
  return [
    { title: "Requests", series: [alb("RequestCount", "Sum")] },
    {
      title: "Errors",
      series: [
        alb("HTTPCode_Target_5XX_Count", "Sum"),
        alb("HTTPCode_ELB_5XX_Count", "Sum", loadBalancer),
        alb("HTTPCode_Target_4XX_Count", "Sum"),
      ],
    },
    { title: "Response time (seconds)", series: ["p50", "p95", "p99"].map((stat) => alb("TargetResponseTime", stat)) },
    {
      title: "Healthy and unhealthy tasks",
      series: [alb("HealthyHostCount", "Minimum"), alb("UnHealthyHostCount", "Maximum")],
    },
  ];
}

/** What only the application knows of its requests. */
function insideGraphs(names: RequestMetrics): Graph[] {
  const series = (metric: string, stat: string): Series => ({
    namespace: names.namespace,
    metric,
    stat,
    dimensions: names.dimensions,
  });
  return [
    {
      title: "Where requests spend their time (milliseconds, p95)",
      series: [names.requestTime, names.queueTime, names.dependencyTime].map((metric) => series(metric, "p95")),
    },
    { title: "Requests in flight in one process", series: [series(names.inFlight, "Maximum")] },
    { title: "Server errors of the application", series: [series(names.serverErrors, "Sum")] },
    { title: "Log lines that were lost", series: [series(names.droppedLines, "Sum")] },
  ];
}
