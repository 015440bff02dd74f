import type { Environment } from "@app/config";
import type { OutputSpecifications } from "@app/constructs";
import type { App } from "cdktf";
import { kindOf, type Stored, type Surroundings } from "../data-kinds";
import { EnvironmentStack } from "../environment-stack";
import type { ClusterStack } from "./cluster-stack";
import type { NetworkStack } from "./network-stack";

interface Upstream {
  readonly network: NetworkStack;
  readonly cluster: ClusterStack;
}

/** What outlives releases: the data stores, and the secrets that services are given. */
export class DataStack extends EnvironmentStack<OutputSpecifications> {
  static isNeeded(environment: Environment): boolean {
    return all(environment).length > 0;
  }

  constructor(app: App, environment: Environment, { network, cluster }: Upstream) {
    super(
      app,
      environment,
      "data",
      Object.assign({}, ...all(environment).map((stored) => kindOf(stored).outputs(stored.key))),
    );
    const surroundings: Surroundings = {
      environment,
      network: () => this.tasksNetwork(network),
      alarmTopicArn: () => this.read(cluster).alarmTopicArn,
    };
    const published = all(environment).map((stored) => kindOf(stored).create(this, stored, surroundings));
    this.publish(Object.assign({}, ...published));
  }

  private tasksNetwork(stack: NetworkStack): ReturnType<Surroundings["network"]> {
    const { vpcId, privateSubnetIds } = this.read(stack);
    const { network } = this.environment;
    const zones = "vpcId" in network ? network.privateSubnetIds.length : Object.keys(network.availabilityZones).length;
    return { vpcId, subnetIds: privateSubnetIds, zones };
  }
}

function all({ data, secrets }: Environment): Stored[] {
  return [...data, ...secrets];
}
