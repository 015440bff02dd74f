import { type Environment, resourceName } from "@app/config";
import { ExistingNetwork, list, Network, type OutputValues, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { neededEndpoints } from "../service-grants";

const outputs = {
  vpcId: text("Id of the VPC"),
  vpcCidr: text("IPv4 block of the VPC"),
  publicSubnetIds: list("Subnets of the load balancer, in zone order"),
  privateSubnetIds: list("Subnets of the tasks, in zone order"),
  natPublicIps: list("Addresses that outgoing traffic comes from, for allow lists of others"),
  s3PrefixListId: text("Addresses of S3 behind the gateway endpoint, for security groups"),
  dynamodbPrefixListId: text("Addresses of DynamoDB behind the gateway endpoint, for security groups"),
};

/** AWS services that a gateway in the routing table leads to, which is there in any case. */
const GATEWAY_SERVICES = ["dynamodb", "s3"];

/** Where everything runs: a VPC of the environment's own, or one that exists. */
export class NetworkStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "network", outputs);
    const { network } = environment;
    this.publish("vpcId" in network ? this.existing(network) : this.created(network));
  }

  private created({ availabilityZones, ...network }: Exclude<Environment["network"], { vpcId: string }>): Published {
    const { aws } = this.environment;
    const { vpc, egress, endpoints, publicSubnetIds, privateSubnetIds } = new Network(this, "Network", {
      ...network,
      ...aws,
      name: resourceName(this.environment),
      zones: Object.entries(availabilityZones).map(([letter, zone]) => ({ letter, ...zone })),
      interfaceServices: neededEndpoints(this.environment).filter((service) => !GATEWAY_SERVICES.includes(service)),
    });
    return {
      vpcId: vpc.id,
      vpcCidr: vpc.cidrBlock,
      publicSubnetIds,
      privateSubnetIds,
      natPublicIps: [...egress.publicIps],
      s3PrefixListId: endpoints.s3PrefixListId,
      dynamodbPrefixListId: endpoints.dynamodbPrefixListId,
    };
  }

  private existing(network: Extract<Environment["network"], { vpcId: string }>): Published {
    return new ExistingNetwork(this, "Network", { ...network, region: this.environment.aws.region });
  }
}

type Published = OutputValues<typeof outputs>;
