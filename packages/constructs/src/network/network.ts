import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { Egress, type NatStrategy } from "./egress";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { Subnets, type Zone } from "./subnets";

export interface NetworkProps {
  /** Prefix of every name in the network. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** IPv4 block of the VPC; the zones' blocks lie inside it. */
  readonly cidr: string;
  /** Two or three; a load balancer spans at least two. */
  readonly zones: readonly Zone[];
  readonly nat: NatStrategy;
  /** Adds an IPv6 block of Amazon's to the VPC and a /64 to each subnet. */
  readonly ipv6: boolean;
  readonly flowLogRetentionDays: number;
}

/** A VPC with public subnets for the load balancer and private ones for everything else. */
export class Network extends Construct {
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  readonly egress: Egress;
  readonly endpoints: Endpoints;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const { name, region, accountId, zones, nat, ipv6 } = props;
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      assignGeneratedIpv6CidrBlock: ipv6,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    // AWS's own default group lets its members talk to each other; whoever forgets to choose a group gets none of that.
    new DefaultSecurityGroup(this, "default-group", { vpcId: this.vpc.id, tags: { Name: `${name}-default-closed` } });
    this.subnets = new Subnets(this, "subnet", { vpc: this.vpc, name, region, zones, ipv6 });
    const internetGateway = new InternetGateway(this, "internet-gateway", { vpcId: this.vpc.id, tags: { Name: name } });
    this.publicRoutes(internetGateway);
    this.egress = new Egress(this, "egress", {
      vpc: this.vpc,
      internetGateway,
      subnets: this.subnets,
      zones,
      name,
      strategy: nat,
      ipv6,
    });
    this.endpoints = new Endpoints(this, "endpoint", {
      vpc: this.vpc,
      subnets: this.subnets,
      egress: this.egress,
      name,
      region,
      privateCidrs: zones.map((zone) => zone.privateCidr),
      interfaces: nat === "none",
    });
    new FlowLogs(this, "flow-log", { vpc: this.vpc, name, accountId, retentionDays: props.flowLogRetentionDays });
  }

  private publicRoutes(gateway: InternetGateway): void {
    const { name, zones, ipv6 } = this.props;
    const table = new RouteTable(this, "public", { vpcId: this.vpc.id, tags: { Name: `${name}-public` } });
    new Route(this, "public-ipv4", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    if (ipv6) {
      new Route(this, "public-ipv6", {
        routeTableId: table.id,
        destinationIpv6CidrBlock: "::/0",
        gatewayId: gateway.id,
      });
    }
    zones.forEach((zone, index) => {
      new RouteTableAssociation(this, `public-association-${zone.letter}`, {
        routeTableId: table.id,
        subnetId: this.subnets.public[index]?.id ?? "",
      });
    });
  }
}
