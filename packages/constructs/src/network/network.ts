import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { BucketFlowLogs } from "./bucket-flow-logs";
import { Egress, type NatStrategy } from "./egress";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { Subnets } from "./subnets";
import type { Zone } from "./zone";

export interface NetworkProps {
  /** Prefix of every name in the network. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** IPv4 block of the VPC; the zones' blocks lie inside it. */
  readonly cidr: string;
  /** At least two that stay; a load balancer spans two. */
  readonly zones: readonly Zone[];
  readonly nat: NatStrategy;
  /** Letter of the zone that a `single` NAT gateway stands in. Default: the first one. */
  readonly natZone?: string;
  /** Adds an IPv6 block of Amazon's to the VPC and a /64 to each subnet. */
  readonly ipv6: boolean;
  readonly flowLogRetentionDays: number;
  /** Default: CloudWatch Logs. */
  readonly flowLogDestination?: "cloud-watch-logs" | "s3";
  /**
   * AWS services reached by interface endpoints where there is no NAT (`secretsmanager`, `ssmmessages`), besides the
   * registry and the logs, which every task needs. Each is billed per zone and hour.
   */
  readonly interfaceServices?: readonly string[];
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
    const { name, region, accountId, nat, natZone, ipv6 } = props;
    const zones = [...props.zones].sort((one, other) => one.letter.localeCompare(other.letter));
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      assignGeneratedIpv6CidrBlock: ipv6,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: name },
    });
    const vpc = this.vpc;
    // AWS's own default group lets its members talk to each other; whoever forgets to choose a group gets none of that.
    new DefaultSecurityGroup(this, "closed", { vpcId: vpc.id, tags: { Name: `${name}-default-closed` } });
    this.subnets = new Subnets(this, "Subnets", { vpc, name, region, zones, ipv6 });
    const internetGateway = new InternetGateway(this, "internet", { vpcId: vpc.id, tags: { Name: name } });
    const publicRouteTable = this.publicRoutes(internetGateway);
    this.egress = new Egress(this, "Egress", {
      vpc,
      internetGateway,
      subnets: this.subnets,
      name,
      strategy: nat,
      natZone,
      ipv6,
    });
    this.endpoints = new Endpoints(this, "Endpoints", {
      vpc,
      subnets: this.subnets,
      // Tasks in public subnets reach S3 and DynamoDB without leaving AWS's network as well.
      routeTables: [...this.egress.routeTables.values(), ...(nat === "public-subnets" ? [publicRouteTable] : [])],
      name,
      region,
      accountId,
      zones,
      interfaceServices: nat === "none" ? (props.interfaceServices ?? []) : undefined,
    });
    const flowLog = { vpc, name, accountId, region, retentionDays: props.flowLogRetentionDays };
    if (props.flowLogDestination === "s3") new BucketFlowLogs(this, "flow-log", flowLog);
    else new FlowLogs(this, "flow-log", flowLog);
  }

  /** Where a load balancer may stand: the public subnets of the zones that stay, in zone order. */
  get publicSubnetIds(): string[] {
    return this.staying().map(({ letter }) => this.subnets.publicSubnet(letter).id);
  }

  /** Where tasks may run: the private subnets of the zones that stay, in zone order. */
  get privateSubnetIds(): string[] {
    return this.staying().map(({ letter }) => this.subnets.privateSubnet(letter).id);
  }

  private staying(): Zone[] {
    return this.props.zones
      .filter(({ leaving }) => !leaving)
      .sort((one, other) => one.letter.localeCompare(other.letter));
  }

  private publicRoutes(gateway: InternetGateway): RouteTable {
    const { name, ipv6 } = this.props;
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
    for (const [letter, subnet] of this.subnets.public) {
      new RouteTableAssociation(this, `public-association-${letter}`, { routeTableId: table.id, subnetId: subnet.id });
    }
    return table;
  }
}
