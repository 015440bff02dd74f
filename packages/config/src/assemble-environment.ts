import type { CheckedApplication } from "./check-application";
import type { Data } from "./data";
import { kebabCase } from "./naming";
import type { Claim, Route } from "./routing";
import type { CheckedPlace, Environment } from "./schema/environment";
import type { Secret } from "./secrets";
import type { Service, Sidecar } from "./services";
import { collector, collectorKey } from "./services/traces";
import { foldersOf, type Source } from "./sources";

export interface Parts {
  readonly application: CheckedApplication;
  readonly name: string;
  readonly place: CheckedPlace;
  /** Folder → key. */
  readonly sources: ReadonlyMap<string, string>;
  readonly claims: readonly Claim[];
  readonly routes: ReadonlyMap<string, readonly Route[]>;
}

/** One environment out of what is said once and what is said for it. */
export function assembleEnvironment(parts: Parts): Environment {
  const { application, name, place } = parts;
  const { ecr: _, images: __, services: ___, data, secrets, ...rest } = place;
  return {
    ...rest,
    name,
    application: { name: application.name },
    sources: sourcesOf(parts),
    services: servicesOf(parts),
    // The schema gave each store the place of its own kind.
    data: Object.entries(application.data).map(([key, store]) => ({ ...store, ...at(data, key), key }) as Data),
    // The schema gave each secret the place of its own kind.
    secrets: Object.entries(application.secrets).map(([key, secret]) => ({
      ...secret,
      name: `${application.name}/${name}/${kebabCase(key)}`,
      ...at(secrets, key),
      key,
    })) as Secret[],
  };
}

function servicesOf(parts: Parts): Service[] {
  const { application, place, sources } = parts;
  return Object.entries(application.services).map(([key, description]) => {
    const size = at(place.services, key);
    const joined = {
      ...description,
      ...size,
      key,
      source: keyOf(sources, description.source),
      ...traced(description, size.traces && collector(size.traces, place.aws.region), sources),
      variables: { ...description.variables, ...size.variables },
    };
    // The schema gave each service the size of its own kind, and `wiringRefusals` has held the verbs against the stores.
    return (joined.kind === "web" ? routed(joined, parts) : joined) as Service;
  });
}

/** The containers of a task, with the collector of its traces where there is one: it starts before the others, and ends after them. */
function traced(
  { dependsOn, sidecars }: Pick<Parts["application"]["services"][string], "dependsOn" | "sidecars">,
  collecting: ReturnType<typeof collector> | undefined,
  sources: Parts["sources"],
) {
  if (collecting === undefined) return { dependsOn, sidecars: sidecarsOf(sidecars, sources) };
  return {
    dependsOn: { ...dependsOn, [collectorKey]: "START" },
    sidecars: sidecarsOf({ ...sidecars, [collectorKey]: collecting }, sources),
  };
}

/** Sidecars as a list, each with its key and the key of its source. */
function sidecarsOf(
  sidecars: Parts["application"]["services"][string]["sidecars"],
  sources: Parts["sources"],
): Sidecar[] {
  return Object.entries(sidecars).map(([key, { source, ...sidecar }]) => ({
    ...sidecar,
    key,
    source: source && keyOf(sources, source),
  }));
}

/** A web service with the hosts and routes that its claim came to. */
function routed<Web extends { readonly key: string; readonly host?: unknown; readonly paths?: unknown }>(
  { host: _, paths: __, ...web }: Web,
  { claims, routes }: Parts,
): object {
  const claim = claims.find(({ key }) => key === web.key);
  return { ...web, hostNames: claim?.hostNames ?? [], routes: routes.get(web.key) ?? [] };
}

function sourcesOf({ application, place: { ecr, images, services }, sources }: Parts): Record<string, Source> {
  const result: Record<string, Source> = {};
  const built = Object.entries(application.services).flatMap(([service, description]) =>
    foldersOf(description).map((folder) => ({ service, folder })),
  );
  for (const { service, folder } of built) {
    const key = keyOf(sources, folder);
    const image = images[key];
    result[key] ??= {
      key,
      folder,
      repositoryName: ecr[key],
      imageUri: typeof image === "string" ? image : undefined,
      baseImage: typeof image === "object" ? image.baseImage : undefined,
      architecture: at(services, service).architecture,
    };
  }
  return result;
}

function keyOf(sources: ReadonlyMap<string, string>, folder: string): string {
  const key = sources.get(folder);
  if (key === undefined) throw new Error(`no key was made for the source ${folder}`);
  return key;
}

/** An entry of a record whose keys the schema has compared with the application's. */
function at<Value>(record: Readonly<Record<string, Value>>, key: string): Value {
  const value = record[key];
  if (value === undefined) throw new Error(`the schema let an environment without "${key}" pass`);
  return value;
}
