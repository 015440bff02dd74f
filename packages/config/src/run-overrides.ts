import { ConfigurationError } from "./configuration-error";
import { parseEnvironment } from "./load-environment";
import type { Environment } from "./schema/environment";

/**
 * Applies what one run may override.
 *
 * - `IMAGE_URI` deploys an image by digest instead of building one: how a digest moves from staging to production, and
 *   how a rollback names an earlier one.
 * - `BASE_IMAGE` builds on another base than the Dockerfile's pinned one, where that cannot be pulled.
 *
 * @throws ConfigurationError when IMAGE_URI does not name an image by digest.
 */
export function withRunOverrides(environment: Environment, variables: NodeJS.ProcessEnv): Environment {
  const { IMAGE_URI: uri, BASE_IMAGE: baseImage } = variables;
  if (uri) {
    try {
      return parseEnvironment(environment.name, { ...environment, image: { source: "existing", uri } });
    } catch (error) {
      throw error instanceof ConfigurationError ? new ConfigurationError(`IMAGE_URI: ${error.message}`) : error;
    }
  }
  if (baseImage && environment.image.source === "build") {
    return { ...environment, image: { source: "build", baseImage } };
  }
  return environment;
}
