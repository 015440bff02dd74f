import {
  defaultWorkers,
  type Environment,
  resourceName,
  serverTimes,
  type WebService,
  webVariables,
} from "@app/config";
import { placeVariables } from "./container-variables";

/** Environment variables of a web server's container, by names that servers know already; what the description says wins. */
export function serverVariables(
  environment: Environment,
  service: WebService,
  imageUri: string,
): Record<string, string> {
  const times = serverTimes(environment.alb, service);
  return {
    [webVariables.port]: `${service.port}`,
    // gunicorn reads both by itself: https://docs.gunicorn.org/en/stable/settings.html
    [webVariables.workers]: `${service.workers ?? defaultWorkers(service.cpu)}`,
    [webVariables.gunicornArguments]: [
      `--threads ${service.threads}`,
      `--keep-alive ${times.keepAliveSeconds}`,
      `--graceful-timeout ${times.gracefulTimeoutSeconds}`,
      // The heartbeat file must be in memory: the root file system is read-only.
      "--worker-tmp-dir /dev/shm",
    ].join(" "),
    // gunicorn has no such time: a server that knows the variable goes on answering after SIGTERM.
    [webVariables.drainSeconds]: `${times.drainSeconds}`,
    // Only the load balancer reaches a task, so whoever forwards to it is trusted.
    [webVariables.forwardedAllowIps]: "*",
    [webVariables.trustedProxyHops]: "1",
    [webVariables.trustedHosts]: service.hostNames.join(","),
    ...(service.embeddedMetrics ? { [webVariables.metricsService]: resourceName(environment, service.key) } : {}),
    ...placeVariables(environment, imageUri),
    ...service.variables,
  };
}
