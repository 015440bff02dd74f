import { type Environment, flaskContract } from "@app/config";

/** Longer than the load balancer's idle timeout: a server that closes first answers a request in flight with a 502. */
const KEEP_ALIVE_MARGIN_SECONDS = 5;
/** Left of the stop timeout for what happens around gunicorn's own shutdown. */
const SHUTDOWN_MARGIN_SECONDS = 5;

/** Environment variables of the Flask container, in the contract's names. */
export function flaskVariables(
  { name, aws, service, loadBalancer }: Environment,
  given: { readonly imageUri: string; readonly notesTableName: string },
): Record<string, string> {
  const { variables, port } = flaskContract;
  return {
    [variables.port]: `${port}`,
    [variables.environment]: name,
    [variables.version]: given.imageUri,
    [variables.logLevel]: service.logLevel,
    [variables.notesTableName]: given.notesTableName,
    [variables.workers]: `${service.workers}`,
    [variables.threads]: `${service.threads}`,
    [variables.gracefulTimeoutSeconds]: `${service.stopTimeoutSeconds - SHUTDOWN_MARGIN_SECONDS}`,
    [variables.keepAliveSeconds]: `${loadBalancer.idleTimeoutSeconds + KEEP_ALIVE_MARGIN_SECONDS}`,
    [variables.trustedProxyHops]: "1",
    // Where boto3 looks for the region.
    AWS_DEFAULT_REGION: aws.region,
  };
}
