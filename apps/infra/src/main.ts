import type { Environment } from "@app/config";
import type { App } from "cdktf";
import { keepReleaseOrder } from "./release-order";
import { run } from "./run";
import { createServiceStacks } from "./service-kinds";
import { AlbStack } from "./stacks/alb-stack";
import { ClusterStack } from "./stacks/cluster-stack";
import { DataStack } from "./stacks/data-stack";
import { DeliveryStack } from "./stacks/delivery-stack";
import { DnsStack } from "./stacks/dns-stack";
import { EcrStack } from "./stacks/ecr-stack";
import { ImageStack } from "./stacks/image-stack";
import { NetworkStack } from "./stacks/network-stack";
import { StateStack } from "./stacks/state-stack";

/** Every stack of one environment, and who reads whose outputs. */
export function compose(app: App, environment: Environment): void {
  new StateStack(app, environment);
  const delivery = DeliveryStack.isNeeded(environment) ? [new DeliveryStack(app, environment)] : [];
  const network = new NetworkStack(app, environment);
  const dns = new DnsStack(app, environment);
  const cluster = new ClusterStack(app, environment);
  // Their roles, and those of everything that reads from them, carry the boundary that it makes.
  for (const limited of [network, cluster]) for (const stack of delivery) limited.addDependency(stack);
  const ecr = new EcrStack(app, environment);
  const image = ImageStack.isNeeded(environment) ? new ImageStack(app, environment, { ecr }) : undefined;
  const data = DataStack.isNeeded(environment) ? new DataStack(app, environment, { network, cluster }) : undefined;
  const alb = AlbStack.isNeeded(environment) ? new AlbStack(app, environment, { network, dns, cluster }) : undefined;
  const upstream = { network, dns, cluster, ecr, image, data, alb };
  keepReleaseOrder(environment, createServiceStacks(app, environment, upstream));
}

if (require.main === module) run(compose);
