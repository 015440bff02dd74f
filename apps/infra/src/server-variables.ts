import {
  defaultWorkers,
  type Environment,
  type InternalService,
  resourceName,
  serverTimes,
  type WebService,
  webVariables,
} from "@app/config";
import { placeVariables } from "./container-variables";
import { signInTrust } from "./sign-in";

/** Environment variables of a web server's container, by names that servers know already; what the description says wins. */
export function serverVariables(
  environment: Environment,
  service: WebService,
  imageUri: string,
  loadBalancerArn: string,
): Record<string, string> {
  return {
    ...gunicornVariables(environment, service, serverTimes(environment.alb, service)),
    // Only the load balancer reaches a task, so whoever forwards to it is trusted.
    [webVariables.forwardedAllowIps]: "*",
    [webVariables.trustedProxyHops]: "1",
    [webVariables.trustedHosts]: service.hostNames.join(","),
    ...(service.embeddedMetrics ? { [webVariables.metricsService]: resourceName(environment, service.key) } : {}),
    ...signInVariables(environment, service, loadBalancerArn),
    ...placeVariables(environment, imageUri),
    ...service.variables,
  };
}

/** Whose signature counts, for whom it must have been made, and where it is asked for. */
function signInVariables(
  environment: Environment,
  service: WebService,
  loadBalancerArn: string,
): Record<string, string> {
  const trust = signInTrust(environment, service);
  if (trust === undefined) return {};
  return {
    [webVariables.authenticatingLoadBalancerArn]: loadBalancerArn,
    // No path pattern holds a comma.
    [webVariables.authenticatedPaths]: trust.paths.join(","),
    [webVariables.authenticationIssuer]: trust.issuer,
    [webVariables.authenticationClientId]: trust.clientId,
  };
}

/** AWS gives no figure for how soon callers' proxies let go of a task that ends. */
const CALLERS_LET_GO_SECONDS = 5;

/** Those of a server that other services call. */
export function internalVariables(
  environment: Environment,
  service: InternalService,
  imageUri: string,
): Record<string, string> {
  const { idleTimeoutSeconds } = service;
  return {
    ...gunicornVariables(
      environment,
      service,
      serverTimes({ idleTimeoutSeconds, deregistrationDelaySeconds: CALLERS_LET_GO_SECONDS }, service),
    ),
    ...placeVariables(environment, imageUri),
    ...service.variables,
  };
}

function gunicornVariables(
  { aws }: Environment,
  { port, workers, cpu, threads }: Pick<WebService, "port" | "workers" | "cpu" | "threads">,
  times: ReturnType<typeof serverTimes>,
): Record<string, string> {
  return {
    [webVariables.port]: `${port}`,
    // gunicorn reads both by itself: https://docs.gunicorn.org/en/stable/settings.html
    [webVariables.workers]: `${workers ?? defaultWorkers(cpu)}`,
    // On Fargate no task shares its CPUs with another one; locally all of them share those of one machine.
    // https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/fargate-security-considerations.html
    ...(aws.emulated ? {} : { [webVariables.workerCpuAffinity]: "auto" }),
    [webVariables.gunicornArguments]: [
      `--threads ${threads}`,
      `--keep-alive ${times.keepAliveSeconds}`,
      `--graceful-timeout ${times.gracefulTimeoutSeconds}`,
      // The heartbeat file must be in memory: the root file system is read-only.
      "--worker-tmp-dir /dev/shm",
    ].join(" "),
    // gunicorn has no such time: a server that knows the variable goes on answering after SIGTERM.
    [webVariables.drainSeconds]: `${times.drainSeconds}`,
  };
}
