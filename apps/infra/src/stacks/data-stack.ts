import { type Environment, kebabCase, resourceName } from "@app/config";
import type { OutputSpecifications } from "@app/constructs";
import type { App } from "cdktf";
import { type DataNetwork, kindOf, type Stored } from "../data-kinds";
import { EnvironmentStack } from "../environment-stack";
import type { NetworkStack } from "./network-stack";

/** What outlives releases: the data stores, and the secrets that services are given. */
export class DataStack extends EnvironmentStack<OutputSpecifications> {
  static isNeeded(environment: Environment): boolean {
    return all(environment).length > 0;
  }

  constructor(app: App, environment: Environment, upstream: { readonly network: NetworkStack }) {
    super(
      app,
      environment,
      "data",
      Object.assign({}, ...all(environment).map((stored) => kindOf(stored).outputs(stored.key))),
    );
    const published = all(environment).map((stored) =>
      kindOf(stored).create(this, stored, resourceName(environment, kebabCase(stored.key)), () =>
        this.network(upstream),
      ),
    );
    this.publish(Object.assign({}, ...published));
  }

  private network(upstream: { readonly network: NetworkStack }): ReturnType<DataNetwork> {
    const { vpcId, privateSubnetIds } = this.read(upstream.network);
    const { network } = this.environment;
    const zones = "vpcId" in network ? network.privateSubnetIds.length : Object.keys(network.availabilityZones).length;
    return { vpcId, subnetIds: privateSubnetIds, zones };
  }
}

function all({ data, secrets }: Environment): Stored[] {
  return [...data, ...secrets];
}
