import type { z } from "zod";
import { ConfigurationError } from "./configuration-error";
import { constantCase } from "./naming";
import type { Environment } from "./schema/environment";
import { baseImage, imageUri, pushedImage } from "./schema/images";
import type { PushedImage, Source } from "./sources";
import { suggestion } from "./suggestion";

/** What a variable may say of the image of one source; `_<SOURCE>` follows, where there are several or where it must. */
const IMAGES = { IMAGE_URI: imageUri, COPIED_IMAGE: imageUri, PUSHED_IMAGE: pushedImage } as const;

type ImageVariable = keyof typeof IMAGES;

/**
 * Applies what one run may override.
 *
 * - `IMAGE_URI` deploys an image by digest instead of building one: how a digest moves from staging to production, and
 *   how a rollback names an earlier one. Where there are several sources, `IMAGE_URI_<SOURCE>` says whose image it is.
 * - `COPIED_IMAGE_<SOURCE>` says that the run copies this image into the source's own repository before it is used.
 * - `PUSHED_IMAGE_<SOURCE>` says as `TAG@sha256:…` that the source's repository has the image of this content: it is
 *   neither built nor pushed.
 * - `BASE_IMAGE` builds on another base than the Dockerfiles' pinned one, where that cannot be pulled.
 *
 * The checkout's own `cdktf` asks the registry and sets `COPIED_IMAGE` and `PUSHED_IMAGE` itself.
 * @throws ConfigurationError when a variable names no source, or an image without its digest.
 */
export function withRunOverrides(environment: Environment, variables: NodeJS.ProcessEnv): Environment {
  const given = imageVariables(environment, variables, "IMAGE_URI");
  const copied = imageVariables(environment, variables, "COPIED_IMAGE");
  const pushed = imageVariables(environment, variables, "PUSHED_IMAGE");
  const base = variables.BASE_IMAGE;
  if (base) checked("BASE_IMAGE", base, baseImage);
  if (given.size + copied.size + pushed.size === 0 && !base) return environment;
  const sources = Object.values(environment.sources).map((source): Source => {
    const copiedFrom = copied.get(source.key);
    if (copiedFrom) return { ...source, imageUri: undefined, copiedFrom };
    const uri = given.get(source.key) ?? source.imageUri;
    if (uri) return { ...source, imageUri: uri };
    return { ...source, baseImage: base || source.baseImage, pushed: pushedOf(pushed.get(source.key)) };
  });
  return { ...environment, sources: Object.fromEntries(sources.map((source) => [source.key, source])) };
}

function pushedOf(value: string | undefined): PushedImage | undefined {
  const [tag, digest] = value?.split("@") ?? [];
  return tag !== undefined && digest !== undefined ? { tag, digest } : undefined;
}

/** Source key → what a variable says of its image. */
function imageVariables(
  { sources }: Environment,
  variables: NodeJS.ProcessEnv,
  any: ImageVariable,
): Map<string, string> {
  const names = new Map(Object.keys(sources).map((key) => [`${any}_${constantCase(key)}`, key]));
  const [only, ...others] = Object.keys(sources);
  const values = new Map<string, string>();
  for (const [variable, value] of Object.entries(variables)) {
    if (!value || (variable !== any && !variable.startsWith(`${any}_`))) continue;
    if (variable === any && others.length > 0) {
      throw new ConfigurationError(
        `${any}: does not say which of the sources it is for; set ${[...names.keys()].join(" or ")}`,
      );
    }
    const key = variable === any ? only : names.get(variable);
    if (key === undefined) {
      throw new ConfigurationError(`${variable}: names no source; ${suggestion(variable, [...names.keys()])}`);
    }
    checked(variable, value, IMAGES[any]);
    values.set(key, value);
  }
  return values;
}

function checked(variable: string, value: string, schema: z.ZodType): void {
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success) throw new ConfigurationError(`${variable}: ${result.error.issues[0]?.message}`);
}
