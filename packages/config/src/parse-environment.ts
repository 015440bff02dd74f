import { assembleEnvironment } from "./assemble-environment";
import { type CheckedApplication, checkApplication } from "./check-application";
import { claimRefusals, claims } from "./claims";
import { ConfigurationError, configurationError } from "./configuration-error";
import type { Application } from "./define-application";
import { loadApplication } from "./load-application";
import { placeRefusals } from "./place-refusals";
import { BandFull, type Claim, type Route, routes } from "./routing";
import { check } from "./schema/check";
import { type CheckedPlace, type Environment, environmentSchema } from "./schema/environment";
import { foldersOf, sourceKeys } from "./sources";

/** The file's name without its ending; it is part of names of every kind of resource. */
const ENVIRONMENT_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Checks a description that is already in memory. `name` stands for the file in messages; without an application the
 * description's own counts, or else the shipped one.
 * @throws ConfigurationError with a line for each refused value: file, path, value and remedy.
 */
export function parseEnvironment(
  name: string,
  description: object | undefined,
  application?: Application,
): Environment {
  const file = `environments/${name}.ts`;
  if (typeof description !== "object" || description === null) {
    throw new ConfigurationError(
      `${file}: has no default export; write \`export default defineEnvironment(application, { … })\``,
    );
  }
  if (!ENVIRONMENT_NAME.test(name)) {
    throw new ConfigurationError(
      `${file}: "${name}" is not a name of an environment; rename the file, use lower-case letters, digits and hyphens and start with a letter`,
    );
  }
  const { application: own, ...written } = description as { readonly application?: Application };
  const made = checkApplication(application ?? own ?? loadApplication());
  const place: CheckedPlace = check(environmentSchema(made), written, file);
  const sources = sourceKeys(Object.values(made.services).flatMap(foldersOf));
  const sites = { domain: place.dns.domain, sizes: place.services };
  const claimed = claims(made, sites);
  const refusals = [
    ...placeRefusals(made, name, place, sources).map((found) => ({ file, ...found })),
    ...claimRefusals(claimed, sites, file),
  ];
  if (refusals.length > 0) throw configurationError(refusals);
  const routing = routesOf(made, name, claimed);
  return assembleEnvironment({ application: made, name, place, sources, claims: claimed, routes: routing });
}

function routesOf(application: CheckedApplication, name: string, claimed: readonly Claim[]): Map<string, Route[]> {
  try {
    // Several environments may share a listener that exists already: their names keep their priorities apart.
    return routes(claimed, `${application.name}/${name}`);
  } catch (error) {
    if (!(error instanceof BandFull)) throw error;
    const path = ["services", error.key, "paths"];
    throw configurationError([
      { file: "application.ts", path, message: `${error.message}; make some paths longer or shorter` },
    ]);
  }
}
