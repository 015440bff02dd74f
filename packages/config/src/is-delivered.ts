import type { Environment } from "./schema/environment";

/** Whether anybody but people deploys the environment: workflows on GitHub, or a pipeline. */
export function isDelivered({ delivery }: Pick<Environment, "delivery">): boolean {
  return delivery.github !== undefined || delivery.codePipeline !== undefined;
}
