import { type Environment, type InternalService, type WebService, webVariables } from "@app/config";
import { placeVariables } from "./container-variables";

/** Longer than the load balancer's idle timeout: a server that closes first answers a request in flight with a 502. */
const KEEP_ALIVE_MARGIN_SECONDS = 5;
/** Left of the stop timeout for what happens around the server's own shutdown. */
const SHUTDOWN_MARGIN_SECONDS = 5;

/** Environment variables of a web server's container, by names that servers know already; what the description says wins. */
export function serverVariables(
  environment: Environment,
  service: WebService,
  imageUri: string,
): Record<string, string> {
  return {
    ...gunicornVariables(environment.alb.idleTimeoutSeconds, service),
    // Only the load balancer reaches a task, so whoever forwards to it is trusted.
    [webVariables.forwardedAllowIps]: "*",
    [webVariables.trustedProxyHops]: "1",
    ...placeVariables(environment, imageUri),
    ...service.variables,
  };
}

/** Those of a server that other services call. */
export function internalVariables(
  environment: Environment,
  service: InternalService,
  imageUri: string,
): Record<string, string> {
  return {
    ...gunicornVariables(service.idleTimeoutSeconds, service),
    ...placeVariables(environment, imageUri),
    ...service.variables,
  };
}

type Server = Pick<WebService, "port" | "workers" | "threads" | "stopTimeoutSeconds">;

function gunicornVariables(idleTimeoutSeconds: number, server: Server): Record<string, string> {
  return {
    [webVariables.port]: `${server.port}`,
    // gunicorn reads both by itself: https://docs.gunicorn.org/en/stable/settings.html
    [webVariables.workers]: `${server.workers}`,
    [webVariables.gunicornArguments]: gunicornArguments(idleTimeoutSeconds, server),
  };
}

function gunicornArguments(idleTimeoutSeconds: number, { threads, stopTimeoutSeconds }: Server): string {
  return [
    `--threads ${threads}`,
    `--keep-alive ${idleTimeoutSeconds + KEEP_ALIVE_MARGIN_SECONDS}`,
    `--graceful-timeout ${Math.max(1, stopTimeoutSeconds - SHUTDOWN_MARGIN_SECONDS)}`,
    // The heartbeat file must be in memory: the root file system is read-only.
    "--worker-tmp-dir /dev/shm",
  ].join(" ");
}
