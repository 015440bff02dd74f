import { type CheckedApplication, checkApplication } from "./check-application";
import { ConfigurationError, configurationError, type Refusal } from "./configuration-error";
import type { Data } from "./data";
import type { Application } from "./define-application";
import { loadApplication } from "./load-application";
import { kebabCase } from "./naming";
import { routes } from "./routing";
import { check } from "./schema/check";
import { type Environment, environmentSchema } from "./schema/environment";
import type { Service } from "./services";
import { type Source, sourceKeys } from "./sources";

/**
 * Checks a description that is already in memory. `name` stands for the file in messages; without an application the
 * description's own counts, or else the shipped one.
 * @throws ConfigurationError with a line for each refused value: file, path, value and remedy.
 */
export function parseEnvironment(
  name: string,
  description: object | undefined,
  application: Application | undefined = (description as { application?: Application } | undefined)?.application,
): Environment {
  const file = `environments/${name}.ts`;
  if (description === undefined) {
    throw new ConfigurationError(
      `${file}: has no default export; write \`export default defineEnvironment(application, { … })\``,
    );
  }
  const made = application ?? loadApplication();
  const checked = checkApplication(made);
  const { application: _, ...own } = description as { application?: unknown };
  const places = check(environmentSchema(made), own, file);
  const { ecr, images, services: sizes, data, secrets, ...rest } = places;
  const refusals: Refusal[] = [];
  const keys = sourceKeys(Object.values(checked.services).map(({ source }) => source));
  const firstKey = Object.keys(checked.services)[0];
  const claims = Object.entries(checked.services).map(([key, { host, paths = [] }]) => {
    const size = sizes[key] as { hostNames?: string[]; allowedCidrs: string[] };
    const labels = host === undefined ? [key === firstKey ? "@" : key] : [host].flat();
    const derived = labels.map((label) => (label === "@" ? rest.dns.domain : `${label}.${rest.dns.domain}`));
    return { key, hostNames: size.hostNames ?? derived, paths, allowedCidrs: size.allowedCidrs };
  });
  const routing = routes(claims);
  const services = Object.entries(checked.services).map(([key, { host, paths, ...service }], index) => ({
    ...service,
    ...(sizes[key] as object),
    key,
    source: keys.get(service.source) ?? "",
    hostNames: claims[index]?.hostNames ?? [],
    routes: routing.get(key) ?? [],
  })) as unknown as Service[];
  const sources: Record<string, Source> = {};
  for (const [folder, key] of keys) {
    const image = images[key];
    sources[key] = {
      key,
      folder,
      repositoryName: ecr[key],
      imageUri: typeof image === "string" ? image : undefined,
      baseImage: typeof image === "object" ? image.baseImage : undefined,
      architecture: services.find(({ source }) => source === key)?.architecture ?? "X86_64",
    };
  }
  if (refusals.length > 0) throw configurationError(refusals);
  return {
    name,
    application: { name: checked.name },
    ...rest,
    sources,
    services,
    data: Object.entries(checked.data).map(([key, store]) => ({ ...store, ...(data[key] as object), key }) as Data),
    secrets: Object.entries(checked.secrets).map(([key, { kind }]) => ({
      key,
      kind,
      name: secrets[key]?.name ?? `${checked.name}/${name}/${kebabCase(key)}`,
    })),
  };
}

export type { CheckedApplication };
