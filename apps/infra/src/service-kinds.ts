import { callsOf, type Environment, type InternalService, type Service } from "@app/config";
import type { App, TerraformStack } from "cdktf";
import type { ServiceUpstream } from "./service-upstream";
import { InternalServiceStack } from "./stacks/internal-service-stack";
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
  internal: InternalServiceStack,
  oneOff: OneOffServiceStack,
  scheduled: ScheduledServiceStack,
  web: WebServiceStack,
  worker: WorkerServiceStack,
};

/** The stacks of all services by key, each after those whose services it calls. */
export function createServiceStacks(
  app: App,
  environment: Environment,
  upstream: Omit<ServiceUpstream, "internal">,
): ReadonlyMap<string, TerraformStack> {
  const stacks = new Map<string, TerraformStack>();
  const internal = new Map<string, { readonly description: InternalService; readonly stack: InternalServiceStack }>();
  const create = (service: Service): void => {
    if (stacks.has(service.key)) return;
    for (const called of environment.services) if (callsOf(service).includes(called.key)) create(called);
    const stack = createServiceStack(app, environment, service, { ...upstream, internal });
    stacks.set(service.key, stack);
    if (service.kind === "internal" && stack instanceof InternalServiceStack) {
      internal.set(service.key, { description: service, stack });
    }
  };
  for (const service of environment.services) create(service);
  return stacks;
}

/** The stack of one service. */
function createServiceStack(
  app: App,
  environment: Environment,
  service: Service,
  upstream: ServiceUpstream,
): TerraformStack {
  const Stack = stacks[service.kind] as ServiceStackClass<Service>;
  return new Stack(app, environment, service, upstream);
}
