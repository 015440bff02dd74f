import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Construct } from "constructs";

export interface TargetGroupProps {
  /** Its first five characters start the group's name. */
  readonly name: string;
  readonly vpcId: string;
  /** Port that the targets listen on. Another port is another group: no target answers until its tasks are healthy. */
  readonly port: number;
  /** Path that a healthy target answers with one of `healthCheckCodes`. */
  readonly healthCheckPath: string;
  /** `200`, `200,301` or `200-299`. Default: 200. */
  readonly healthCheckCodes?: string;
  /** Seconds that requests in flight may take when a target leaves. */
  readonly deregistrationDelaySeconds: number;
}

/** The addresses of one service's tasks, as the load balancer sees them. Lives in one stack with the service that fills it. */
export class TargetGroup extends Construct {
  readonly targetGroup: LbTargetGroup;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    this.targetGroup = new LbTargetGroup(this, "TargetGroup", {
      // A prefix, not a name: a replacement must exist before rules and service let go of the old one. At most 6 characters.
      namePrefix: `${props.name.slice(0, 5)}-`,
      port: props.port,
      protocol: "HTTP",
      targetType: "ip",
      vpcId: props.vpcId,
      deregistrationDelay: `${props.deregistrationDelaySeconds}`,
      healthCheck: {
        path: props.healthCheckPath,
        matcher: props.healthCheckCodes ?? "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: { Name: props.name },
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
