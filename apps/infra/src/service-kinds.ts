import type { Environment, Service } from "@app/config";
import type { App, TerraformStack } from "cdktf";
import type { ServiceUpstream } from "./service-upstream";
import { OneOffServiceStack } from "./stacks/one-off-service-stack";
import { ScheduledServiceStack } from "./stacks/scheduled-service-stack";
import { WebServiceStack } from "./stacks/web-service-stack";
import { WorkerServiceStack } from "./stacks/worker-service-stack";

type ServiceOf<Kind extends Service["kind"]> = Extract<Service, { readonly kind: Kind }>;
type ServiceStackClass<One extends Service> = new (
  app: App,
  environment: Environment,
  service: One,
  upstream: ServiceUpstream,
) => TerraformStack;

/** The stack of every kind of service. Adding a kind is an entry here, beside its stack and its schema. */
const stacks: { readonly [Kind in Service["kind"]]: ServiceStackClass<ServiceOf<Kind>> } = {
  oneOff: OneOffServiceStack,
  scheduled: ScheduledServiceStack,
  web: WebServiceStack,
  worker: WorkerServiceStack,
};

/** The stack of one service. */
export function createServiceStack(
  app: App,
  environment: Environment,
  service: Service,
  upstream: ServiceUpstream,
): TerraformStack {
  const Stack = stacks[service.kind] as ServiceStackClass<Service>;
  return new Stack(app, environment, service, upstream);
}
