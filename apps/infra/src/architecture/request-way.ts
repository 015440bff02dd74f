import { type Environment, type Service, usesOf } from "@app/config";
import type { Box } from "./box";

const BROWSER = "browser";
const LOAD_BALANCER = "load balancer";

/** The way of a request: from the browser through the load balancer to the tasks, and on to the data that they use. */
export function requestWay(environment: Environment): Box[] {
  return [...entrance(environment), ...services(environment), ...data(environment)];
}

function entrance({ services, alb, dns }: Environment): Box[] {
  const hostNames = services.flatMap((service) => (service.kind === "web" ? service.hostNames : []));
  if (hostNames.length === 0) return [];
  const firewall = "webApplicationFirewall" in alb && alb.webApplicationFirewall;
  return [
    {
      id: BROWSER,
      title: BROWSER,
      lines: [...new Set(hostNames)].map((hostName) => `https://${hostName}`),
      takes: [],
    },
    {
      id: LOAD_BALANCER,
      title: LOAD_BALANCER,
      lines: [
        `TLS for ${dns.domain}`,
        ...(firewall ? ["web application firewall"] : []),
        "sends each host and path on",
      ],
      takes: [{ from: BROWSER, lines: [] }],
    },
  ];
}

function services({ services, network }: Environment): Box[] {
  const zones = "availabilityZones" in network ? Object.keys(network.availabilityZones) : network.privateSubnetIds;
  return services.map((service) => ({
    id: `service ${service.key}`,
    title: `tasks of ${service.key}`,
    lines: [whenTasksRun(service, zones.length), `each ${service.cpu} CPU units, ${service.memoryMiB} MiB`],
    takes:
      service.kind === "web"
        ? [{ from: LOAD_BALANCER, lines: service.routes.filter(({ hidden }) => !hidden).flatMap(routeLines) }]
        : [],
  }));
}

function whenTasksRun(service: Service, zones: number): string {
  switch (service.kind) {
    case "oneOff":
      return service.before.length > 0
        ? `one task before each release of ${service.before.join(", ")}`
        : "one task when asked for";
    case "scheduled":
      return `one task at ${service.at}, ${service.timeZone}`;
    default:
      return `${service.tasks.minimum} to ${service.tasks.maximum} tasks in ${zones} zones`;
  }
}

function routeLines({
  hostNames,
  paths,
}: {
  readonly hostNames: readonly string[];
  readonly paths: readonly string[];
}) {
  const hosts = hostNames.length > 0 ? hostNames : ["every host"];
  return hosts.map((hostName) => [hostName, ...paths].join(" "));
}

function data({ data, services }: Environment): Box[] {
  return data.map(({ key, kind }) => ({
    id: `data ${key}`,
    title: key,
    lines: [kind],
    takes: services.flatMap((service) => {
      const verbs = usesOf(service).flatMap(([used, verb]) => (used === key ? [verb] : []));
      if (verbs.length === 0) return [];
      return [{ from: `service ${service.key}`, lines: [`${service.key}: ${verbs.join(", ")}`] }];
    }),
  }));
}
