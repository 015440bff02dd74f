import { type Environment, type Service, usesOf, variableNameOf } from "@app/config";
import type { Grant } from "@app/constructs";
import { kindOf, type Stored } from "./data-kinds";

/** What a service may do with a secret. */
const SECRET_VERB = "read";

/** Everything that a service is given by its `uses`, by what it consumes and by its `secrets`, from what the data stack publishes. */
export function serviceGrants(
  environment: Environment,
  service: Service,
  published: Readonly<Record<string, string>>,
): Grant[] {
  const { secrets, variableNames } = service;
  const given = [
    ...usesOf<string>(service).map(([key, verb]) => ({ stored: find(environment.data, key), verb, store: key })),
    ...secrets.map((key) => ({ stored: find(environment.secrets, key), verb: SECRET_VERB, store: undefined })),
  ];
  const renamed = (variables: Readonly<Record<string, string>>, store: string | undefined) =>
    Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [variableNameOf(variableNames, { store, name }), value]),
    );
  return given.map(({ stored, verb, store }) => {
    const grant = kindOf(stored).grant(verb, stored, published);
    return { ...grant, variables: renamed(grant.variables, store), secrets: renamed(grant.secrets, store) };
  });
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
    ...(service.executeCommand ? ["ssmmessages"] : []),
  ]);
  return [...new Set(needed)].sort();
}

function find<Description extends Stored>(all: readonly Description[], key: string): Description {
  const found = all.find((description) => description.key === key);
  if (!found) throw new Error(`"${key}" is used and not described; the description should have been refused`);
  return found;
}
