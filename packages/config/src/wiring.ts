import { signInRefusals } from "./authentication-refusals";
import { callRefusals, callsOf, callVariable } from "./calls";
import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { consumptionRefusals } from "./consumption";
import { dataKinds } from "./data";
import { mountRefusals } from "./mounts";
import { constantCase } from "./naming";
import { releaseOrderRefusals } from "./release-order";
import { secretVariable } from "./secrets";
import { suggestion } from "./suggestion";
import { taskContainerRefusals } from "./task-containers";
import { usesOf } from "./uses";
import { qualified, variableNameOf } from "./variable-name";

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
      ...nameRefusals(grantedTo(application, service), service),
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
    ...signInRefusals(application),
  ].map((found) => ({ file: "application.ts", ...found }));
}

/**
 * Variables that a service gets from what it uses and calls: what they are called without `variableNames`, and what the
 * container finds them under. Of one that is renamed for its data store alone, both are the new name.
 */
export function grantedVariables(
  application: Pick<CheckedApplication, "data">,
  service: Service,
): { readonly name: string; readonly found: string }[] {
  return grantedTo(application, service).map((granted) => {
    const found = variableNameOf(service.variableNames, granted);
    return { name: service.variableNames[qualified(granted)] === undefined ? granted.name : found, found };
  });
}

/** The name under which the container finds each of its secrets, and what of its data stores is a secret. */
function secretNames(granted: readonly Granted[], { secrets, variableNames }: Holder): string[] {
  return [
    ...secrets.map(secretVariable).map((name) => variableNames[name] ?? name),
    ...granted.flatMap((one) => (one.secret ? [variableNameOf(variableNames, one)] : [])),
  ];
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

/** A variable of a data store, or of a service that is called. */
interface Granted {
  /** Key of the data store. */
  readonly store: string | undefined;
  readonly name: string;
  /** Whether ECS fills it from a secret. */
  readonly secret: boolean;
}

function grantedTo({ data }: Pick<CheckedApplication, "data">, service: Service): Granted[] {
  const keys = [...new Set(usesOf(service).map(([key]) => key))];
  const ofStores = keys.flatMap((store) => {
    const described = data[store];
    if (described === undefined) return [];
    const kind = dataKinds[described.kind];
    const secrets = "secretVariables" in kind ? kind.secretVariables(store) : [];
    return kind.variables(store).map((name) => ({ store, name, secret: secrets.includes(name) }));
  });
  const ofCalls = callsOf(service).map((key) => ({ store: undefined, name: callVariable(key), secret: false }));
  return [...ofStores, ...ofCalls];
}

/** A container has each variable once. */
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
function nameRefusals(granted: readonly Granted[], holder: Holder): Found[] {
  const secrets = holder.secrets.map((key) => ({ store: undefined, name: secretVariable(key) }));
  const all = [...granted, ...secrets];
  const produced = [...new Set(all.map(({ name }) => name))];
  const refusals = Object.keys(holder.variableNames)
    .filter((name) => !all.some((one) => name === one.name || name === qualified(one)))
    .map((name): Found => {
      const remedy = suggestion(name, produced);
      return { path: ["variableNames", name], message: `the service gets no variable of this name; ${remedy}` };
    });
  const taken = new Map<string, { readonly store: string | undefined; readonly name: string }>();
  const clashing = new Set<string>();
  for (const one of all) {
    const wanted = variableNameOf(holder.variableNames, one);
    const earlier = taken.get(wanted);
    if (earlier?.name === one.name && one.store !== undefined) clashing.add(one.store);
    else if (earlier !== undefined && earlier.name !== one.name) {
      const message = `"${wanted}" is the name of ${earlier.name} already; choose another one`;
      refusals.push({ path: ["variableNames", one.name], message });
    }
    taken.set(wanted, earlier ?? one);
  }
  return [
    ...refusals,
    ...[...clashing].map((store) => clash(store, granted, taken)),
    ...replacedSecrets(granted, holder, holder.variables),
  ];
}

/** Two data stores of one kind whose variables do not have the key in their names. */
function clash(store: string, granted: readonly Granted[], taken: ReadonlyMap<string, { store?: string | undefined }>) {
  const names = granted.filter((one) => one.store === store).map(({ name }) => name);
  const others = new Set(names.map((name) => taken.get(name)?.store).filter((other) => other !== store));
  const renamed = names.map((name) => `"${store}.${name}": "${constantCase(store)}_${name}"`).join(", ");
  return {
    path: ["uses", store],
    message: `sets variables that ${[...others].join(" and ")} sets already; give them names of their own: variableNames: { ${renamed} }`,
  };
}

/** What an environment's variables of a service may not replace. */
export function variableRefusals(
  application: Pick<CheckedApplication, "data">,
  service: Service,
  variables: Readonly<Record<string, string>>,
): Found[] {
  return replacedSecrets(grantedTo(application, service), service, variables);
}

/** A plain variable may replace what the platform says, but not a secret. */
function replacedSecrets(
  granted: readonly Granted[],
  holder: Holder,
  variables: Readonly<Record<string, string>>,
): Found[] {
  const secrets = new Set(secretNames(granted, holder));
  return Object.keys(variables)
    .filter((name) => secrets.has(name))
    .map((name) => ({
      path: ["variables", name],
      message: `"${name}" holds a secret already; remove it here or rename the secret's variable with variableNames`,
    }));
}
