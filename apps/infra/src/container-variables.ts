import { containerVariables, type Environment, type Service, type Sidecar, webVariables } from "@app/config";

/** Environment variables of any container: where it runs, and which release it is. */
export function placeVariables({ name, aws }: Environment, imageUri: string): Record<string, string> {
  return {
    [containerVariables.environment]: name,
    [containerVariables.version]: imageUri,
    // Where boto3 looks for the region.
    [containerVariables.region]: aws.region,
  };
}

/** Those of a container that nobody sends requests to; what the description says wins. */
export function workerVariables(
  environment: Environment,
  { variables }: Pick<Service, "variables">,
  imageUri: string,
): Record<string, string> {
  return { ...placeVariables(environment, imageUri), ...variables };
}

/** Those of a container beside the service's own. */
export function sidecarVariables(
  environment: Environment,
  { port, variables }: Pick<Sidecar, "port" | "variables">,
  imageUri: string,
): Record<string, string> {
  return {
    ...placeVariables(environment, imageUri),
    ...(port === undefined ? {} : { [webVariables.port]: `${port}` }),
    ...variables,
  };
}
