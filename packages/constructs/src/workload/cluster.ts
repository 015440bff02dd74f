import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { Construct } from "constructs";

export interface ClusterProps {
  readonly name: string;
  /** Counts tasks and measures them, billed by metric. Default: true. */
  readonly containerInsights?: boolean;
}

/** An ECS cluster that runs tasks on Fargate, regular and Spot, and reports to Container Insights unless told otherwise. */
export class Cluster extends Construct {
  readonly cluster: EcsCluster;

  constructor(scope: Construct, id: string, { name, containerInsights = true }: ClusterProps) {
    super(scope, id);
    this.cluster = new EcsCluster(this, "Cluster", {
      name,
      setting: [{ name: "containerInsights", value: containerInsights ? "enabled" : "disabled" }],
    });
    new EcsClusterCapacityProviders(this, "Capacity", {
      clusterName: this.cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
  }
}
