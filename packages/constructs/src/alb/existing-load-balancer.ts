import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { Construct } from "constructs";

export interface ExistingLoadBalancerProps {
  /** HTTPS listener that takes our rules; its certificates must cover our host names. */
  readonly listenerArn: string;
  /** Security group of the load balancer: lets our tasks know who may reach them, and gets a rule out to them. */
  readonly securityGroupId: string;
}

/** A load balancer that somebody else keeps: everything about it follows from its listener. */
export class ExistingLoadBalancer extends Construct {
  readonly loadBalancer: DataAwsLb;
  readonly httpsListener: DataAwsLbListener;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { listenerArn, securityGroupId }: ExistingLoadBalancerProps) {
    super(scope, id);
    this.httpsListener = new DataAwsLbListener(this, "https", {
      arn: listenerArn,
      lifecycle: {
        postcondition: [
          {
            condition: '${self.protocol == "HTTPS"}',
            errorMessage: `Listener ${listenerArn} does not speak HTTPS; name the HTTPS listener in the environment's alb.`,
          },
        ],
      },
    });
    this.loadBalancer = new DataAwsLb(this, "alb", {
      arn: this.httpsListener.loadBalancerArn,
      lifecycle: {
        postcondition: [
          {
            condition: `\${contains(self.security_groups, "${securityGroupId}")}`,
            errorMessage: `The load balancer is not in security group ${securityGroupId}; name one of its own in the environment's alb.`,
          },
        ],
      },
    });
    this.securityGroupId = securityGroupId;
  }
}
