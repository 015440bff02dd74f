import { callRefusals, callsOf, callVariable } from "./calls";
import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { consumptionRefusals } from "./consumption";
import { dataKinds } from "./data";
import { mountRefusals } from "./mounts";
import { releaseOrderRefusals } from "./release-order";
import { secretVariable } from "./secrets";
import { suggestion } from "./suggestion";
import { taskContainerRefusals } from "./task-containers";
import { usesOf } from "./uses";

type Service = CheckedApplication["services"][string];
type Sidecar = Service["sidecars"][string];
/** What finds secrets in its variables: the container of a service, or one beside it. */
type Holder = Pick<Sidecar, "secrets" | "variableNames" | "variables">;

/** What is wrong between services and what they use. */
export function wiringRefusals(application: CheckedApplication): Refusal[] {
  const ofServices = Object.entries(application.services).flatMap(([key, service]) =>
    [
      ...usesRefusals(application, service),
      ...secretRefusals(application, service),
      ...nameRefusals(grantedVariables(application, service), service),
      ...taskContainerRefusals(key, service),
      ...mountRefusals(application, service),
      ...Object.entries(service.sidecars).flatMap(([name, sidecar]) => sidecarRefusals(application, name, sidecar)),
    ].map(({ path, message }) => ({ path: ["services", key, ...path], message })),
  );
  return [
    ...ofServices,
    ...consumptionRefusals(application),
    ...releaseOrderRefusals(application),
    ...callRefusals(application),
  ].map((found) => ({ file: "application.ts", ...found }));
}

/** Variables that a service gets from what it uses and calls, by the names they have without `variableNames`. */
export function grantedVariables({ data }: Pick<CheckedApplication, "data">, service: Service): string[] {
  const keys = new Set(usesOf(service).map(([key]) => key));
  const ofStores = [...keys].flatMap((key) => {
    const store = data[key];
    return store ? dataKinds[store.kind].variables(key) : [];
  });
  return [...ofStores, ...callsOf(service).map(callVariable)];
}

/** The name under which the container finds each of its secrets. */
export function secretNames({ secrets, variableNames }: Pick<Holder, "secrets" | "variableNames">): string[] {
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

/** A sidecar is given secrets as a service is, and nothing of the data. */
function sidecarRefusals(application: CheckedApplication, name: string, sidecar: Sidecar): Found[] {
  return [...secretRefusals(application, sidecar), ...nameRefusals([], sidecar)].map(({ path, message }) => ({
    path: ["sidecars", name, ...path],
    message,
  }));
}

function secretRefusals({ secrets }: CheckedApplication, holder: Holder): Found[] {
  return holder.secrets.flatMap((key, index): Found[] => {
    if (secrets[key] !== undefined) return [];
    const remedy = suggestion(key, Object.keys(secrets), `add it: secrets: { ${key}: existing() }`);
    return [{ path: ["secrets", index], message: `there is no secret "${key}"; ${remedy}` }];
  });
}

/** A container has each variable once. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
function nameRefusals(granted: readonly string[], holder: Holder): Found[] {
  const produced = [...granted, ...holder.secrets.map(secretVariable)];
  const refusals = Object.keys(holder.variableNames)
    .filter((name) => !produced.includes(name))
    .map((name): Found => {
      const remedy = suggestion(name, produced);
      return { path: ["variableNames", name], message: `the service gets no variable of this name; ${remedy}` };
    });
  const taken = new Map<string, string>();
  for (const name of produced) {
    const wanted = holder.variableNames[name] ?? name;
    const earlier = taken.get(wanted);
    if (earlier !== undefined && earlier !== name) {
      const message = `"${wanted}" is the name of ${earlier} already; choose another one`;
      refusals.push({ path: ["variableNames", name], message });
    }
    taken.set(wanted, name);
  }
  return [...refusals, ...variableRefusals(holder, holder.variables)];
}

/** A plain variable may replace what the platform says, but not a secret. */
export function variableRefusals(holder: Holder, variables: Readonly<Record<string, string>>): Found[] {
  const secrets = new Set(secretNames(holder));
  return Object.keys(variables)
    .filter((name) => secrets.has(name))
    .map((name) => ({
      path: ["variables", name],
      message: `"${name}" holds a secret already; remove it here or rename the secret's variable with variableNames`,
    }));
}
