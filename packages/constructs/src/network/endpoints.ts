import type { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";
import { ReplaceableSecurityGroup } from "./replaceable-security-group";
import type { Subnets } from "./subnets";
import type { Zone } from "./zone";

export interface EndpointsProps {
  readonly vpc: Vpc;
  readonly subnets: Subnets;
  /** Whose subnets reach S3 and DynamoDB by the free gateways. */
  readonly routeTables: readonly RouteTable[];
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
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

/**
 * Policies of endpoints that are the only way out: they let the credentials of this account through and no others, so that nobody
 * carries data out with keys brought along. Where a NAT gateway is another way out they would stop downloads and nobody else.
 */
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
function onlyWayOut({ accountId, region }: EndpointsProps) {
  const ownCredentials = {
    sid: "CredentialsOfThisAccount",
    principals: "*",
    actions: ["*"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
  } as const;
  // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
  const imageLayers = {
    sid: "LayersOfImages",
    principals: "*",
    actions: ["s3:GetObject"],
    resources: [`arn:aws:s3:::prod-${region}-starport-layer-bucket/*`],
  } as const;
  return { s3: policyDocument([ownCredentials, imageLayers]), other: policyDocument([ownCredentials]) };
}

/** AWS services without a detour through the internet: S3 and DynamoDB by free gateways, the rest by interfaces on demand. */
export class Endpoints extends Construct {
  /** Who may call what through an endpoint; AWS's own default is everybody and everything. */
  private readonly policies: { readonly s3?: string; readonly other?: string };
  readonly s3PrefixListId: string;
  readonly dynamodbPrefixListId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EndpointsProps,
  ) {
    super(scope, id);
    this.policies = props.interfaceServices ? onlyWayOut(props) : {};
    this.s3PrefixListId = this.gateway("s3").prefixListId;
    this.dynamodbPrefixListId = this.gateway("dynamodb").prefixListId;
    if (props.interfaceServices) this.interfaceEndpoints([...new Set([...TASK_SERVICES, ...props.interfaceServices])]);
  }

  private gateway(service: "s3" | "dynamodb"): VpcEndpoint {
    const { vpc, routeTables, name, region } = this.props;
    return new VpcEndpoint(this, service, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: "Gateway",
      policy: service === "s3" ? this.policies.s3 : this.policies.other,
      routeTableIds: routeTables.map((table) => table.id),
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
        policy: this.policies.other,
        subnetIds: zones.filter(({ leaving }) => !leaving).map(({ letter }) => subnets.privateSubnet(letter).id),
        securityGroupIds: [group.id],
        tags: { Name: `${name}-${service}` },
      });
    }
  }
}
