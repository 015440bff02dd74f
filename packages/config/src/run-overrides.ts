import type { z } from "zod";
import { ConfigurationError } from "./configuration-error";
import { constantCase } from "./naming";
import type { Environment } from "./schema/environment";
import { baseImage, imageUri } from "./schema/images";
import type { Source } from "./sources";
import { suggestion } from "./suggestion";

const ANY_IMAGE = "IMAGE_URI";

/**
 * Applies what one run may override.
 *
 * - `IMAGE_URI` deploys an image by digest instead of building one: how a digest moves from staging to production, and
 *   how a rollback names an earlier one. Where there are several sources, `IMAGE_URI_<SOURCE>` says whose image it is.
 * - `BASE_IMAGE` builds on another base than the Dockerfiles' pinned one, where that cannot be pulled.
 *
 * @throws ConfigurationError when a variable names no source, or an image without its digest.
 */
export function withRunOverrides(environment: Environment, variables: NodeJS.ProcessEnv): Environment {
  const images = imageUris(environment, variables);
  const base = variables.BASE_IMAGE;
  if (base) checked("BASE_IMAGE", base, baseImage);
  if (images.size === 0 && !base) return environment;
  const sources = Object.values(environment.sources).map((source): Source => {
    const uri = images.get(source.key) ?? source.imageUri;
    return uri ? { ...source, imageUri: uri } : { ...source, baseImage: base || source.baseImage };
  });
  return { ...environment, sources: Object.fromEntries(sources.map((source) => [source.key, source])) };
}

/** Source key → image that one run deploys. */
function imageUris({ sources }: Environment, variables: NodeJS.ProcessEnv): Map<string, string> {
  const names = new Map(Object.keys(sources).map((key) => [`${ANY_IMAGE}_${constantCase(key)}`, key]));
  const [only, ...others] = Object.keys(sources);
  const uris = new Map<string, string>();
  for (const [variable, uri] of Object.entries(variables)) {
    if (!uri || (variable !== ANY_IMAGE && !variable.startsWith(`${ANY_IMAGE}_`))) continue;
    if (variable === ANY_IMAGE && others.length > 0) {
      throw new ConfigurationError(
        `${ANY_IMAGE}: does not say which of the sources it is for; set ${[...names.keys()].join(" or ")}`,
      );
    }
    const key = variable === ANY_IMAGE ? only : names.get(variable);
    if (key === undefined) {
      throw new ConfigurationError(`${variable}: names no source; ${suggestion(variable, [...names.keys()])}`);
    }
    checked(variable, uri, imageUri);
    uris.set(key, uri);
  }
  return uris;
}

function checked(variable: string, value: string, schema: z.ZodType): void {
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success) throw new ConfigurationError(`${variable}: ${result.error.issues[0]?.message}`);
}
