import { type Environment, resourceName } from "@app/config";
import { list, Network, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = {
  vpcId: text("Id of the VPC"),
  vpcCidr: text("IPv4 block of the VPC"),
  publicSubnetIds: list("Subnets of the load balancer, in zone order"),
  privateSubnetIds: list("Subnets of the tasks, in zone order"),
  natPublicIps: list("Addresses that outgoing traffic comes from, for allow lists of others"),
  s3PrefixListId: text("Addresses of S3 behind the gateway endpoint, for security groups"),
  dynamodbPrefixListId: text("Addresses of DynamoDB behind the gateway endpoint, for security groups"),
};

export class NetworkStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "network", outputs);
    const { availabilityZones, ...network } = environment.network;
    const { vpc, subnets, egress, endpoints } = new Network(this, "network", {
      ...network,
      ...environment.aws,
      name: resourceName(environment),
      zones: Object.entries(availabilityZones)
        .sort()
        .map(([letter, cidrs]) => ({ letter, ...cidrs })),
    });
    this.publish({
      vpcId: vpc.id,
      vpcCidr: vpc.cidrBlock,
      publicSubnetIds: subnets.public.map((subnet) => subnet.id),
      privateSubnetIds: subnets.private.map((subnet) => subnet.id),
      natPublicIps: [...egress.publicIps],
      s3PrefixListId: endpoints.s3PrefixListId,
      dynamodbPrefixListId: endpoints.dynamodbPrefixListId,
    });
  }
}
