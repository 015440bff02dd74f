/** Dimensions under which CloudWatch keeps the metrics of one service behind one load balancer. */
export interface ServiceMetrics {
  readonly loadBalancer: { readonly LoadBalancer: string };
  readonly targetGroup: { readonly TargetGroup: string };
  readonly service: { readonly ClusterName: string; readonly ServiceName: string };
}
