import { type Environment, type Service, usesOf, variableNameOf } from "@app/config";
import type { Grant } from "@app/constructs";
import { kindOf, type Stored } from "./data-kinds";
import { traceGrants } from "./trace-grants";

/** What a service may do with a secret. */
const SECRET_VERB = "read";

/** Everything that a service is given by its `uses`, by what it consumes and by its `secrets` and for its traces, from what the data stack publishes. */
export function serviceGrants(
  environment: Environment,
  service: Service,
  published: Readonly<Record<string, string>>,
): Grant[] {
  const used = usesOf<string>(service).flatMap(([key, verb]) => {
    const stored = find(environment.data, key);
    return withNames([kindOf(stored).grant(verb, stored, published)], service, key);
  });
  return [...used, ...secretGrants(environment, service, published), ...traceGrants(environment, service)];
}

/** What a container is given by its `secrets`. */
export function secretGrants(
  environment: Environment,
  container: Renaming & { readonly secrets: readonly string[] },
  published: Readonly<Record<string, string>>,
): Grant[] {
  const secrets = container.secrets.map((key) => find(environment.secrets, key));
  return withNames(
    secrets.map((stored) => kindOf(stored).grant(SECRET_VERB, stored, published)),
    container,
  );
}

interface Renaming {
  readonly variableNames: Readonly<Record<string, string>>;
}

/** Grants whose variables and secrets have the names that the description asks for, `store` being the key of their data store. */
export function withNames(grants: readonly Grant[], { variableNames }: Renaming, store?: string): Grant[] {
  const renamed = (variables: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [variableNameOf(variableNames, { store, name }), value]),
    );
  return grants.map((grant) => ({ ...grant, variables: renamed(grant.variables), secrets: renamed(grant.secrets) }));
}

/** VPC endpoints that the services need where there is no NAT. */
export function neededEndpoints(environment: Environment): string[] {
  const stored = [...environment.data, ...environment.secrets];
  // Which endpoints a grant needs does not depend on what is published, and the network is there before the data.
  const unpublished = Object.fromEntries(
    stored.flatMap((description) =>
      Object.keys(kindOf(description).outputs(description.key)).map((name) => [name, ""]),
    ),
  );
  const needed = environment.services.flatMap((service) => [
    ...serviceGrants(environment, service, unpublished).flatMap(({ endpoints }) => endpoints),
    ...service.sidecars.flatMap((sidecar) =>
      secretGrants(environment, sidecar, unpublished).flatMap(({ endpoints }) => endpoints),
    ),
    ...(service.executeCommand ? ["ssmmessages"] : []),
  ]);
  return [...new Set(needed)].sort();
}

function find<Description extends Stored>(all: readonly Description[], key: string): Description {
  const found = all.find((description) => description.key === key);
  if (!found) throw new Error(`"${key}" is used and not described; the description should have been refused`);
  return found;
}
