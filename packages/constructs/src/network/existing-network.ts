import { DataAwsNatGateway } from "@cdktf/provider-aws/lib/data-aws-nat-gateway";
import { DataAwsNatGateways } from "@cdktf/provider-aws/lib/data-aws-nat-gateways";
import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";

export interface ExistingNetworkProps {
  readonly region: string;
  readonly vpcId: string;
  /** In at least two zones; with a route to an internet gateway. */
  readonly publicSubnetIds: readonly string[];
  /** In at least two zones; with a route to a NAT gateway, or with the VPC endpoints that the tasks need. */
  readonly privateSubnetIds: readonly string[];
}

/** A VPC that somebody else keeps: looked up, checked, never changed. */
export class ExistingNetwork extends Construct {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** In the order given. */
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  /** Public addresses of all NAT gateways of the VPC. */
  readonly natPublicIps: string[];
  readonly s3PrefixListId: string;
  readonly dynamodbPrefixListId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingNetworkProps,
  ) {
    super(scope, id);
    const vpc = new DataAwsVpc(this, "vpc", { id: props.vpcId });
    this.vpcId = vpc.id;
    this.vpcCidr = vpc.cidrBlock;
    this.publicSubnetIds = props.publicSubnetIds.map((subnetId) => this.subnet(subnetId));
    this.privateSubnetIds = props.privateSubnetIds.map((subnetId) => this.subnet(subnetId));
    this.natPublicIps = this.natAddresses();
    this.s3PrefixListId = this.prefixList("s3");
    this.dynamodbPrefixListId = this.prefixList("dynamodb");
  }

  private subnet(subnetId: string): string {
    const subnet = new DataAwsSubnet(this, subnetId, {
      id: subnetId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.vpc_id == "${this.props.vpcId}"}`,
            errorMessage: `Subnet ${subnetId} is not in VPC ${this.props.vpcId}; name subnets of that VPC in the environment's network.`,
          },
        ],
      },
    });
    return subnet.id;
  }

  private natAddresses(): string[] {
    const gateways = new DataAwsNatGateways(this, "nats", {
      vpcId: this.props.vpcId,
      filter: [{ name: "state", values: ["available"] }],
    });
    const gateway = new DataAwsNatGateway(this, "nat", {
      forEach: TerraformIterator.fromList(gateways.ids),
      id: undefined,
    });
    gateway.addOverride("id", "${each.value}");
    return Token.asList(`\${values(${gateway.fqn})[*].public_ip}`);
  }

  /** AWS's own list of a service's addresses, the same in every VPC of the region. */
  private prefixList(service: string): string {
    return new DataAwsPrefixList(this, service, { name: `com.amazonaws.${this.props.region}.${service}` }).prefixListId;
  }
}
