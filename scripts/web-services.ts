import { setTimeout as sleep } from "node:timers/promises";
import { asksVisitors, type Environment, serviceUrl } from "@app/config";
import { type Cloud, type EdgeAnswer, edgeUrl, requestEdge } from "@app/local-cloud";

const POLL_MS = 500;

/** A web service of the local environment, as this machine reaches it. */
export interface LocalWebService {
  readonly key: string;
  readonly hostName: string;
  /** Address in the browser. */
  readonly url: string;
  /** Path that tells whether it answers: its health check where the load balancer leads there, else where it begins. */
  readonly probePath: string;
  /** Whether a status on that path means that the service is well. */
  readonly isWell: (status: number) => boolean;
}

export function localWebServices(cloud: Cloud, { services }: Environment): LocalWebService[] {
  return services.flatMap((service) => {
    if (service.kind !== "web") return [];
    const { hostname, pathname } = new URL(serviceUrl(service));
    const { healthCheckPath, healthCheckCodes, hiddenPaths } = service;
    return [
      {
        key: service.key,
        hostName: hostname,
        url: `${edgeUrl(cloud, hostname)}${pathname}`,
        ...(healthCheckPath.startsWith(pathname) &&
        !hiddenPaths.includes(healthCheckPath) &&
        !asksVisitors(service, healthCheckPath)
          ? { probePath: healthCheckPath, isWell: (status: number) => isHealthy(status, healthCheckCodes) }
          : // What the application answers there is its own affair, as long as it is the one that answers.
            { probePath: pathname, isWell: (status: number) => status < 500 }),
      },
    ];
  });
}

/** Why a service does not answer through the load balancer; undefined when it does. Asks until the time is up, at least once. */
export async function failureOf(cloud: Cloud, service: LocalWebService, timeoutMs = 0): Promise<string | undefined> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await requestEdge(cloud, service.probePath, "https", service.hostName).catch(
      (error: Error) => error,
    );
    if (!(answer instanceof Error) && service.isWell(answer.status)) return undefined;
    if (Date.now() >= deadline) return described(answer, service.probePath);
    await sleep(POLL_MS);
  }
}

/** `200`, `200,302` or `200-299`, as target groups write what a healthy target answers. */
function isHealthy(status: number, codes: string): boolean {
  return codes.split(",").some((range) => {
    const [first = Number.NaN, last = first] = range.split("-").map(Number);
    return status >= first && status <= last;
  });
}

function described(answer: EdgeAnswer | Error, path: string): string {
  return answer instanceof Error
    ? answer.message
    : `status ${answer.status} of ${path} ${answer.body.trim().slice(0, 200)}`;
}
