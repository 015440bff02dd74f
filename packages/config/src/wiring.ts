import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { consumptionRefusals } from "./consumption";
import { dataKinds } from "./data";
import { releaseOrderRefusals } from "./release-order";
import { secretVariable } from "./secrets";
import { suggestion } from "./suggestion";
import { usesOf } from "./uses";

type Service = CheckedApplication["services"][string];

/** What is wrong between services and what they use. */
export function wiringRefusals(application: CheckedApplication): Refusal[] {
  const ofServices = Object.entries(application.services).flatMap(([key, service]) =>
    [
      ...usesRefusals(application, service),
      ...secretRefusals(application, service),
      ...nameRefusals(application, service),
    ].map(({ path, message }) => ({ path: ["services", key, ...path], message })),
  );
  return [...ofServices, ...consumptionRefusals(application), ...releaseOrderRefusals(application)].map((found) => ({
    file: "application.ts",
    ...found,
  }));
}

/** Variables that a service gets from what it uses, by the names they have without `variableNames`. */
export function grantedVariables({ data }: Pick<CheckedApplication, "data">, service: Service): string[] {
  const keys = new Set(usesOf(service).map(([key]) => key));
  return [...keys].flatMap((key) => {
    const store = data[key];
    return store ? dataKinds[store.kind].variables(key) : [];
  });
}

/** The name under which the container finds each of its secrets. */
export function secretNames({ secrets, variableNames }: Pick<Service, "secrets" | "variableNames">): string[] {
  return secrets.map(secretVariable).map((name) => variableNames[name] ?? name);
}

type Found = Omit<Refusal, "file">;

function usesRefusals({ data }: CheckedApplication, { uses }: Service): Found[] {
  return Object.entries(uses).flatMap(([key, verb]): Found[] => {
    const store = data[key];
    const path = ["uses", key];
    if (store === undefined) {
      const remedy = suggestion(key, Object.keys(data), `add it: data: { ${key}: table({ … }) }`);
      return [{ path, message: `there is no data store "${key}"; ${remedy}` }];
    }
    const verbs: readonly string[] = dataKinds[store.kind].verbs;
    if (verbs.includes(verb)) return [];
    return [{ path, message: `"${verb}" is nothing that a ${store.kind} allows; ${suggestion(verb, verbs)}` }];
  });
}

function secretRefusals({ secrets }: CheckedApplication, service: Service): Found[] {
  return service.secrets.flatMap((key, index): Found[] => {
    if (secrets[key] !== undefined) return [];
    const remedy = suggestion(key, Object.keys(secrets), `add it: secrets: { ${key}: existing() }`);
    return [{ path: ["secrets", index], message: `there is no secret "${key}"; ${remedy}` }];
  });
}

/** A container has each variable once. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
function nameRefusals(application: CheckedApplication, service: Service): Found[] {
  const granted = grantedVariables(application, service);
  const produced = [...granted, ...service.secrets.map(secretVariable)];
  const refusals = Object.keys(service.variableNames)
    .filter((name) => !produced.includes(name))
    .map((name): Found => {
      const remedy = suggestion(name, produced);
      return { path: ["variableNames", name], message: `the service gets no variable of this name; ${remedy}` };
    });
  const taken = new Map<string, string>();
  for (const name of produced) {
    const wanted = service.variableNames[name] ?? name;
    const earlier = taken.get(wanted);
    if (earlier !== undefined && earlier !== name) {
      const message = `"${wanted}" is the name of ${earlier} already; choose another one`;
      refusals.push({ path: ["variableNames", name], message });
    }
    taken.set(wanted, name);
  }
  return [...refusals, ...variableRefusals(service, service.variables)];
}

/** A plain variable may replace what the platform says, but not a secret. */
export function variableRefusals(service: Service, variables: Readonly<Record<string, string>>): Found[] {
  const secrets = new Set(secretNames(service));
  return Object.keys(variables)
    .filter((name) => secrets.has(name))
    .map((name) => ({
      path: ["variables", name],
      message: `"${name}" holds a secret already; remove it here or rename the secret's variable with variableNames`,
    }));
}
