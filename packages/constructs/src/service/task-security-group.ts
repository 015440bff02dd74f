import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface TaskSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly port: number;
  readonly loadBalancerSecurityGroupId: string;
  /** Prefix lists of gateway endpoints the tasks may call, by service: `{ s3: "pl-…" }`. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  /**
   * Where further HTTPS may go: `0.0.0.0/0` where a NAT gateway is the way to ECR's and CloudWatch's public addresses, the
   * VPC's own block where interface endpoints serve them.
   */
  readonly httpsCidr: string;
}

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** Lets the load balancer, and nothing else, reach the tasks; lets the tasks reach AWS over HTTPS. */
export class TaskSecurityGroup extends Construct {
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: TaskSecurityGroupProps) {
    super(scope, id);
    const { name, vpcId, port, loadBalancerSecurityGroupId, prefixListIds, httpsCidr } = props;
    this.securityGroup = new SecurityGroup(this, "group", {
      name: `${name}-tasks`,
      description: "Tasks: reached by the load balancer only",
      vpcId,
      tags: { Name: `${name}-tasks` },
    });
    const tasks = { ipProtocol: "tcp", fromPort: port, toPort: port } as const;
    new VpcSecurityGroupIngressRule(this, "from-load-balancer", {
      securityGroupId: this.securityGroup.id,
      referencedSecurityGroupId: loadBalancerSecurityGroupId,
      description: "Requests and health checks from the load balancer",
      ...tasks,
    });
    // The load balancer's side of the same connection: its group lets nothing else out.
    new VpcSecurityGroupEgressRule(this, "out-of-load-balancer", {
      securityGroupId: loadBalancerSecurityGroupId,
      referencedSecurityGroupId: this.securityGroup.id,
      description: "Requests and health checks to the tasks",
      ...tasks,
    });
    for (const [service, prefixListId] of Object.entries(prefixListIds)) {
      new VpcSecurityGroupEgressRule(this, `to-${service}`, {
        securityGroupId: this.securityGroup.id,
        prefixListId,
        description: `HTTPS to ${service} through its gateway endpoint`,
        ...HTTPS,
      });
    }
    new VpcSecurityGroupEgressRule(this, "to-https", {
      securityGroupId: this.securityGroup.id,
      cidrIpv4: httpsCidr,
      description: "HTTPS to AWS services",
      ...HTTPS,
    });
  }
}
