import type { Environment } from "@app/config";
import type { App } from "cdktf";
import { run } from "./run";
import { DnsStack } from "./stacks/dns-stack";
import { EdgeStack } from "./stacks/edge-stack";
import { ImageStack } from "./stacks/image-stack";
import { NetworkStack } from "./stacks/network-stack";
import { RegistryStack } from "./stacks/registry-stack";
import { ServiceStack } from "./stacks/service-stack";
import { StateStack } from "./stacks/state-stack";

/** Every stack of one environment, and who reads whose outputs. */
export function compose(app: App, environment: Environment): void {
  new StateStack(app, environment);
  const network = new NetworkStack(app, environment);
  const dns = new DnsStack(app, environment);
  const registry = new RegistryStack(app, environment);
  const image = environment.image.source === "build" ? new ImageStack(app, environment, { registry }) : undefined;
  const edge = new EdgeStack(app, environment, { network, dns });
  new ServiceStack(app, environment, { network, registry, edge, image });
}

if (require.main === module) run(compose);
