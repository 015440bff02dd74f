import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";

export interface Zone {
  /** Letter behind the region: `a` in `eu-central-1a`. */
  readonly letter: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
}

export interface SubnetsProps {
  readonly vpc: Vpc;
  readonly name: string;
  readonly region: string;
  readonly zones: readonly Zone[];
  /** Gives each subnet a /64 of the VPC's IPv6 block. */
  readonly ipv6: boolean;
}

/** A public and a private subnet in each zone, in zone order. */
export class Subnets extends Construct {
  readonly public: readonly Subnet[];
  readonly private: readonly Subnet[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetsProps,
  ) {
    super(scope, id);
    this.public = props.zones.map((zone, index) => this.subnet("public", zone.letter, zone.publicCidr, index));
    this.private = props.zones.map((zone, index) =>
      this.subnet("private", zone.letter, zone.privateCidr, index + props.zones.length),
    );
  }

  private subnet(kind: "public" | "private", letter: string, cidrBlock: string, index: number): Subnet {
    const { vpc, name, region, ipv6 } = this.props;
    return new Subnet(this, `${kind}-${letter}`, {
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone: `${region}${letter}`,
      // Nothing in a public subnet needs a public address of its own: the load balancer and NAT bring theirs.
      mapPublicIpOnLaunch: false,
      ...(ipv6
        ? {
            ipv6CidrBlock: Token.asString(Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, index)),
            assignIpv6AddressOnCreation: true,
          }
        : {}),
      tags: { Name: `${name}-${kind}-${letter}` },
    });
  }
}
