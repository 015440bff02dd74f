import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";
import type { ServiceMetrics } from "./service-metrics";

export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Graph {
  readonly title: string;
  readonly series: readonly Series[];
}

export interface LogTable {
  readonly title: string;
  readonly logGroupName: string;
  /** What is done to the log's events: `fields … | sort …`. */
  readonly query: string;
}

export interface DashboardPageProps {
  readonly name: string;
  readonly region: string;
  readonly graphs: readonly Graph[];
  /** Below the graphs, in their whole width. */
  readonly log: LogTable;
}

const WIDTH = 8;
const HEIGHT = 6;
const COLUMNS = 3;

/** Graphs of one service in rows of three, with its log below. */
export class DashboardPage extends Construct {
  /** Address of the dashboard in the AWS console. */
  readonly url: string;

  constructor(scope: Construct, id: string, { name, region, graphs, log }: DashboardPageProps) {
    super(scope, id);
    const widgets = [
      ...graphs.map((graph, position) => graphWidget(graph, position, region)),
      logWidget(log, Math.ceil(graphs.length / COLUMNS), region),
    ];
    new CloudwatchDashboard(this, "Page", { dashboardName: name, dashboardBody: terraformJson({ widgets }) });
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
  }
}

/** What every service that runs tasks shows. */
export function taskGraphs(service: ServiceMetrics["service"]): Graph[] {
  return [
    {
      title: "CPU and memory (percent)",
      series: ["CPUUtilization", "MemoryUtilization"].map((metric) => ({
        namespace: "AWS/ECS",
        metric,
        stat: "Average",
        dimensions: service,
      })),
    },
    {
      title: "Running tasks",
      series: [
        { namespace: "ECS/ContainerInsights", metric: "RunningTaskCount", stat: "Average", dimensions: service },
      ],
    },
  ];
}

function graphWidget({ title, series }: Graph, position: number, region: string): object {
  return {
    type: "metric",
    x: (position % COLUMNS) * WIDTH,
    y: Math.floor(position / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region,
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

function logWidget({ title, logGroupName, query }: LogTable, row: number, region: string): object {
  return {
    type: "log",
    x: 0,
    y: row * HEIGHT,
    width: COLUMNS * WIDTH,
    height: HEIGHT,
    properties: { title, region, view: "table", query: `SOURCE '${logGroupName}' | ${query}` },
  };
}
