/** Dimensions under which CloudWatch keeps the metrics of one service behind one load balancer. */
export interface ServiceMetrics {
  readonly loadBalancer: { readonly LoadBalancer: string };
  readonly targetGroup: { readonly TargetGroup: string };
  readonly service: { readonly ClusterName: string; readonly ServiceName: string };
}

/** Names under which an application's log gives CloudWatch metrics of its requests and of itself, in milliseconds and counts. */
export interface RequestMetrics {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly requestTime: string;
  readonly queueTime: string;
  readonly dependencyTime: string;
  readonly serverErrors: string;
  readonly inFlight: string;
  readonly droppedLines: string;
}
