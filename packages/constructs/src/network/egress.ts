import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Subnets, Zone } from "./subnets";

/** One NAT gateway per zone survives the loss of a zone; a single one costs a fraction; none needs VPC endpoints. */
export type NatStrategy = "one-per-zone" | "single" | "none";

export interface EgressProps {
  readonly vpc: Vpc;
  readonly internetGateway: InternetGateway;
  readonly subnets: Subnets;
  readonly zones: readonly Zone[];
  readonly name: string;
  readonly strategy: NatStrategy;
  readonly ipv6: boolean;
}

/** The private subnets' way out. Nothing reaches them from the internet, with any strategy. */
export class Egress extends Construct {
  /** Route tables of the private subnets, one per zone, in zone order. */
  readonly routeTables: readonly RouteTable[];
  /** Addresses that outgoing traffic comes from, for other parties' allow lists. */
  readonly publicIps: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EgressProps,
  ) {
    super(scope, id);
    const addresses = this.addresses();
    this.publicIps = addresses.map((address) => address.publicIp);
    const gateways = this.natGateways(addresses);
    this.routeTables = props.zones.map((zone, index) => this.routeTable(zone, index));
    this.routeTables.forEach((table, index) => {
      const gateway = gateways[index] ?? gateways[0];
      if (gateway)
        this.route(`nat-${this.letter(index)}`, table, { destinationCidrBlock: "0.0.0.0/0", natGatewayId: gateway.id });
    });
    if (props.ipv6) this.ipv6Routes();
  }

  private addresses(): Eip[] {
    const { strategy, zones, name } = this.props;
    const count = { "one-per-zone": zones.length, single: 1, none: 0 }[strategy];
    return zones
      .slice(0, count)
      .map(
        ({ letter }) => new Eip(this, `address-${letter}`, { domain: "vpc", tags: { Name: `${name}-nat-${letter}` } }),
      );
  }

  private natGateways(addresses: readonly Eip[]): NatGateway[] {
    const { subnets, name, internetGateway } = this.props;
    return addresses.map((address, index) => {
      const letter = this.letter(index);
      return new NatGateway(this, `nat-gateway-${letter}`, {
        allocationId: address.allocationId,
        subnetId: subnets.public[index]?.id ?? "",
        tags: { Name: `${name}-${letter}` },
        dependsOn: [internetGateway],
      });
    });
  }

  private routeTable(zone: Zone, index: number): RouteTable {
    const { vpc, subnets, name } = this.props;
    const table = new RouteTable(this, `private-${zone.letter}`, {
      vpcId: vpc.id,
      tags: { Name: `${name}-private-${zone.letter}` },
    });
    new RouteTableAssociation(this, `private-association-${zone.letter}`, {
      routeTableId: table.id,
      subnetId: subnets.private[index]?.id ?? "",
    });
    return table;
  }

  /** Addresses of IPv6 are public; this gateway lets connections out and none in. */
  private ipv6Routes(): void {
    const { vpc, name } = this.props;
    const gateway = new EgressOnlyInternetGateway(this, "ipv6-gateway", { vpcId: vpc.id, tags: { Name: name } });
    this.routeTables.forEach((table, index) => {
      this.route(`ipv6-${this.letter(index)}`, table, {
        destinationIpv6CidrBlock: "::/0",
        egressOnlyGatewayId: gateway.id,
      });
    });
  }

  private route(
    id: string,
    table: RouteTable,
    target: Omit<ConstructorParameters<typeof Route>[2], "routeTableId">,
  ): void {
    new Route(this, id, { routeTableId: table.id, ...target });
  }

  private letter(index: number): string {
    return this.props.zones[index]?.letter ?? "";
  }
}
