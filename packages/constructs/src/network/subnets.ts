import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { Zone } from "./zone";

export interface SubnetsProps {
  readonly vpc: Vpc;
  readonly name: string;
  readonly region: string;
  readonly zones: readonly Zone[];
  /** Gives each subnet a /64 of the VPC's IPv6 block. */
  readonly ipv6: boolean;
}

/** A /64 of its own for every subnet there can be: public ones from 0, private ones from 16, by the zone's letter. */
const IPV6_OFFSETS = { public: 0, private: 16 } as const;

/** A public and a private subnet in each zone. */
export class Subnets extends Construct {
  /** By the zone's letter. */
  readonly public: ReadonlyMap<string, Subnet>;
  readonly private: ReadonlyMap<string, Subnet>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetsProps,
  ) {
    super(scope, id);
    this.public = new Map(
      props.zones.map((zone) => [zone.letter, this.subnet("public", zone.letter, zone.publicCidr)]),
    );
    this.private = new Map(
      props.zones.map((zone) => [zone.letter, this.subnet("private", zone.letter, zone.privateCidr)]),
    );
  }

  /** @throws Error when the network has no such zone. */
  publicSubnet(letter: string): Subnet {
    return known(this.public, letter);
  }

  /** @throws Error when the network has no such zone. */
  privateSubnet(letter: string): Subnet {
    return known(this.private, letter);
  }

  private subnet(kind: "public" | "private", letter: string, cidrBlock: string): Subnet {
    const { vpc, name, region, ipv6 } = this.props;
    const index = letter.charCodeAt(0) - "a".charCodeAt(0) + IPV6_OFFSETS[kind];
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

function known(subnets: ReadonlyMap<string, Subnet>, letter: string): Subnet {
  const subnet = subnets.get(letter);
  if (!subnet) throw new Error(`the network has no zone "${letter}"; it has ${[...subnets.keys()].join(", ")}`);
  return subnet;
}
