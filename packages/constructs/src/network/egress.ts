import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Subnets } from "./subnets";

/**
 * One NAT gateway per zone survives the loss of a zone; a single one costs a fraction; in public subnets tasks need none, and
 * private ones have no way out; none needs VPC endpoints.
 */
export type NatStrategy = "one-per-zone" | "single" | "public-subnets" | "none";

export interface EgressProps {
  readonly vpc: Vpc;
  readonly internetGateway: InternetGateway;
  readonly subnets: Subnets;
  readonly name: string;
  readonly strategy: NatStrategy;
  /** Letter of the zone of a `single` gateway. Default: the first one, so that a zone in front of it moves the gateway. */
  readonly natZone?: string;
  readonly ipv6: boolean;
}

/** The private subnets' way out. Nothing reaches them from the internet, with any strategy. */
export class Egress extends Construct {
  /** Route tables of the private subnets, by the zone's letter. */
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  /** Addresses that outgoing traffic comes from, for other parties' allow lists. */
  readonly publicIps: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EgressProps,
  ) {
    super(scope, id);
    const letters = [...props.subnets.private.keys()];
    const gatewayLetters = this.gatewayLetters(letters);
    const addresses = new Map(gatewayLetters.map((letter) => [letter, this.address(letter)]));
    const gateways = new Map([...addresses].map(([letter, address]) => [letter, this.gateway(letter, address)]));
    this.publicIps = [...addresses.values()].map((address) => address.publicIp);
    this.routeTables = new Map(letters.map((letter) => [letter, this.routeTable(letter)]));
    const [onlyGateway] = gateways.values();
    for (const [letter, table] of this.routeTables) {
      const gateway = gateways.get(letter) ?? onlyGateway;
      if (!gateway) continue;
      new Route(this, `nat-route-${letter}`, {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: gateway.id,
      });
    }
    // Without NAT the private subnets have no internet access, over IPv6 neither.
    if (props.ipv6 && gateways.size > 0) this.ipv6Routes();
  }

  private gatewayLetters(letters: readonly string[]): readonly string[] {
    const { strategy, natZone } = this.props;
    if (strategy === "one-per-zone") return letters;
    if (strategy === "none" || strategy === "public-subnets") return [];
    return natZone === undefined ? letters.slice(0, 1) : [natZone];
  }

  private address(letter: string): Eip {
    return new Eip(this, `address-${letter}`, { domain: "vpc", tags: { Name: `${this.props.name}-nat-${letter}` } });
  }

  private gateway(letter: string, address: Eip): NatGateway {
    const { subnets, name, internetGateway } = this.props;
    return new NatGateway(this, `nat-${letter}`, {
      allocationId: address.allocationId,
      subnetId: subnets.publicSubnet(letter).id,
      tags: { Name: `${name}-${letter}` },
      dependsOn: [internetGateway],
    });
  }

  private routeTable(letter: string): RouteTable {
    const { vpc, subnets, name } = this.props;
    const table = new RouteTable(this, `private-${letter}`, {
      vpcId: vpc.id,
      tags: { Name: `${name}-private-${letter}` },
    });
    new RouteTableAssociation(this, `private-association-${letter}`, {
      routeTableId: table.id,
      subnetId: subnets.privateSubnet(letter).id,
    });
    return table;
  }

  /** Addresses of IPv6 are public; this gateway lets connections out and none in. */
  private ipv6Routes(): void {
    const { vpc, name } = this.props;
    const gateway = new EgressOnlyInternetGateway(this, "ipv6-gateway", { vpcId: vpc.id, tags: { Name: name } });
    for (const [letter, table] of this.routeTables) {
      new Route(this, `ipv6-route-${letter}`, {
        routeTableId: table.id,
        destinationIpv6CidrBlock: "::/0",
        egressOnlyGatewayId: gateway.id,
      });
    }
  }
}
