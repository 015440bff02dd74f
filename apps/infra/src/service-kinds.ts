import type { Environment, Service } from "@app/config";
import type { App } from "cdktf";
import type { ServiceUpstream } from "./service-upstream";
import { WebServiceStack } from "./stacks/web-service-stack";
import { WorkerServiceStack } from "./stacks/worker-service-stack";

type ServiceOf<Kind extends Service["kind"]> = Extract<Service, { readonly kind: Kind }>;
type ServiceStackClass<One extends Service> = new (
  app: App,
  environment: Environment,
  service: One,
  upstream: ServiceUpstream,
) => object;

/** The stack of every kind of service. Adding a kind is an entry here, beside its stack and its schema. */
const stacks: { readonly [Kind in Service["kind"]]: ServiceStackClass<ServiceOf<Kind>> } = {
  web: WebServiceStack,
  worker: WorkerServiceStack,
};

/** The stack of one service. */
export function createServiceStack(
  app: App,
  environment: Environment,
  service: Service,
  upstream: ServiceUpstream,
): void {
  const Stack = stacks[service.kind] as ServiceStackClass<Service>;
  new Stack(app, environment, service, upstream);
}
