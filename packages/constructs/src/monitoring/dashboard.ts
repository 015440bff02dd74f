import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";
import type { ServiceMetrics } from "./service-metrics";

export interface DashboardProps {
  readonly name: string;
  readonly region: string;
  readonly metrics: ServiceMetrics;
  readonly logGroupName: string;
}

interface Series {
  readonly namespace: "AWS/ApplicationELB" | "AWS/ECS" | "ECS/ContainerInsights";
  readonly metric: string;
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const WIDTH = 8;
const HEIGHT = 6;
const COLUMNS = 3;

/** Traffic, errors, latency and saturation of one service on one page, with its latest errors below. */
export class Dashboard extends Construct {
  /** Address of the dashboard in the AWS console. */
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DashboardProps,
  ) {
    super(scope, id);
    const { name, region } = props;
    new CloudwatchDashboard(this, "Page", {
      dashboardName: name,
      dashboardBody: terraformJson({ widgets: this.widgets() }),
    });
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
  }

  private widgets(): object[] {
    const { loadBalancer, targetGroup, service } = this.props.metrics;
    // Other services may share the load balancer: what its targets answered tells them apart.
    const targets = { ...loadBalancer, ...targetGroup };
    const alb = (metric: string, stat: string, dimensions: Series["dimensions"] = targets): Series => ({
      namespace: "AWS/ApplicationELB",
      metric,
      stat,
      dimensions,
    });
    const graphs = [
      this.graph(0, "Requests", [alb("RequestCount", "Sum")]),
      this.graph(1, "Errors", [
        alb("HTTPCode_Target_5XX_Count", "Sum"),
        alb("HTTPCode_ELB_5XX_Count", "Sum", loadBalancer),
        alb("HTTPCode_Target_4XX_Count", "Sum"),
      ]),
      this.graph(
        2,
        "Response time (seconds)",
        ["p50", "p95", "p99"].map((stat) => alb("TargetResponseTime", stat)),
      ),
      this.graph(3, "Healthy and unhealthy tasks", [
        alb("HealthyHostCount", "Minimum"),
        alb("UnHealthyHostCount", "Maximum"),
      ]),
      this.graph(4, "CPU and memory (percent)", [
        { namespace: "AWS/ECS", metric: "CPUUtilization", stat: "Average", dimensions: service },
        { namespace: "AWS/ECS", metric: "MemoryUtilization", stat: "Average", dimensions: service },
      ]),
      this.graph(5, "Running tasks", [
        { namespace: "ECS/ContainerInsights", metric: "RunningTaskCount", stat: "Average", dimensions: service },
      ]),
    ];
    return [...graphs, this.latestErrors()];
  }

  private graph(position: number, title: string, series: readonly Series[]): object {
    return {
      type: "metric",
      x: (position % COLUMNS) * WIDTH,
      y: Math.floor(position / COLUMNS) * HEIGHT,
      width: WIDTH,
      height: HEIGHT,
      properties: {
        title,
        region: this.props.region,
        view: "timeSeries",
        period: 60,
        metrics: series.map(({ namespace, metric, stat, dimensions }) => [
          namespace,
          metric,
          ...Object.entries(dimensions).flat(),
          { stat },
        ]),
      },
    };
  }

  private latestErrors(): object {
    return {
      type: "log",
      x: 0,
      y: 2 * HEIGHT,
      width: COLUMNS * WIDTH,
      height: HEIGHT,
      properties: {
        title: "Latest errors",
        region: this.props.region,
        view: "table",
        query: `SOURCE '${this.props.logGroupName}' | fields @timestamp, coalesce(message, @message) as text, request_id, path | filter level = "ERROR" or status >= 500 or @message like /Traceback/ | sort @timestamp desc | limit 50`,
      },
    };
  }
}
