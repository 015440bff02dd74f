import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Egress } from "./egress";
import { ReplaceableSecurityGroup } from "./replaceable-security-group";
import type { Subnets } from "./subnets";
import type { Zone } from "./zone";

export interface EndpointsProps {
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  readonly egress: Egress;
  readonly name: string;
  readonly region: string;
  /** Their private addresses may use the interface endpoints. */
  readonly zones: readonly Zone[];
  /**
   * Where there is no NAT: services reached by interface endpoints besides those that every Fargate task needs. Absent:
   * no interface endpoints at all. Each is billed per zone and hour.
   */
  readonly interfaceServices?: readonly string[];
}

/** What a Fargate task calls before and while it runs: image layers come from S3 through the gateway endpoint. */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
const TASK_SERVICES = ["ecr.api", "ecr.dkr", "logs"] as const;

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
    if (props.interfaceServices) this.interfaceEndpoints([...new Set([...TASK_SERVICES, ...props.interfaceServices])]);
  }

  private gateway(service: "s3" | "dynamodb"): VpcEndpoint {
    const { vpc, egress, name, region } = this.props;
    return new VpcEndpoint(this, service, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...egress.routeTables.values()].map((table) => table.id),
      tags: { Name: `${name}-${service}` },
    });
  }

  private interfaceEndpoints(services: readonly string[]): void {
    const { vpc, subnets, name, region, zones } = this.props;
    const group = new ReplaceableSecurityGroup(this, "endpoints", {
      name: `${name}-endpoints`,
      description: "Interface endpoints: HTTPS from the private subnets",
      vpcId: vpc.id,
    });
    for (const { letter, privateCidr } of zones) {
      new VpcSecurityGroupIngressRule(this, `endpoints-from-${letter}`, {
        securityGroupId: group.id,
        description: `HTTPS from the private subnet in zone ${letter}`,
        cidrIpv4: privateCidr,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    }
    for (const service of services) {
      new VpcEndpoint(this, service.replaceAll(".", "-"), {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: zones.filter(({ leaving }) => !leaving).map(({ letter }) => subnets.privateSubnet(letter).id),
        securityGroupIds: [group.id],
        tags: { Name: `${name}-${service}` },
      });
    }
  }
}
