import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Egress } from "./egress";
import type { Subnets } from "./subnets";

export interface EndpointsProps {
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  readonly egress: Egress;
  readonly name: string;
  readonly region: string;
  /** Private addresses that may use the interface endpoints. */
  readonly privateCidrs: readonly string[];
  /** Also creates the interface endpoints a Fargate task needs where there is no NAT. Each is billed per zone and hour. */
  readonly interfaces: boolean;
}

/** What a Fargate task calls before and while it runs: image layers come from S3 through the gateway endpoint. */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
const INTERFACE_SERVICES = ["ecr.api", "ecr.dkr", "logs"] as const;

/** AWS services without a detour through the internet: S3 and DynamoDB by free gateways, the rest by interfaces on demand. */
export class Endpoints extends Construct {
  readonly s3PrefixListId: string;
  readonly dynamodbPrefixListId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EndpointsProps,
  ) {
    super(scope, id);
    this.s3PrefixListId = this.gateway("s3").prefixListId;
    this.dynamodbPrefixListId = this.gateway("dynamodb").prefixListId;
    if (props.interfaces) this.interfaceEndpoints();
  }

  private gateway(service: "s3" | "dynamodb"): VpcEndpoint {
    const { vpc, egress, name, region } = this.props;
    return new VpcEndpoint(this, service, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: "Gateway",
      routeTableIds: egress.routeTables.map((table) => table.id),
      tags: { Name: `${name}-${service}` },
    });
  }

  private interfaceEndpoints(): void {
    const { vpc, subnets, name, region, privateCidrs } = this.props;
    const group = new SecurityGroup(this, "interfaces", {
      name: `${name}-endpoints`,
      description: "Interface endpoints: HTTPS from the private subnets",
      vpcId: vpc.id,
      tags: { Name: `${name}-endpoints` },
    });
    privateCidrs.forEach((cidr, index) => {
      new VpcSecurityGroupIngressRule(this, `https-${index + 1}`, {
        securityGroupId: group.id,
        description: "HTTPS from a private subnet",
        cidrIpv4: cidr,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    });
    for (const service of INTERFACE_SERVICES) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: subnets.private.map((subnet) => subnet.id),
        securityGroupIds: [group.id],
        tags: { Name: `${name}-${service}` },
      });
    }
  }
}
