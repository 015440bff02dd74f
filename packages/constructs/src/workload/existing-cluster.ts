import { DataAwsEcsCluster } from "@cdktf/provider-aws/lib/data-aws-ecs-cluster";
import { Construct } from "constructs";

export interface ExistingClusterProps {
  readonly name: string;
}

/** An ECS cluster that somebody else keeps. It must have the capacity providers FARGATE and FARGATE_SPOT. */
export class ExistingCluster extends Construct {
  readonly cluster: DataAwsEcsCluster;

  constructor(scope: Construct, id: string, { name }: ExistingClusterProps) {
    super(scope, id);
    this.cluster = new DataAwsEcsCluster(this, "Cluster", { clusterName: name });
  }
}
