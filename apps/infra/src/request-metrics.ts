import { type Environment, requestMetrics, resourceName, type WebService } from "@app/config";
import type { RequestMetrics } from "@app/constructs";

/** Metrics in the log of a service; nothing where its description does not say that the application writes them. */
export function requestMetricsOf(environment: Environment, service: WebService): RequestMetrics | undefined {
  if (!service.embeddedMetrics) return undefined;
  const { dimension, ...names } = requestMetrics;
  return { ...names, dimensions: { [dimension]: resourceName(environment, service.key) } };
}
