import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { type Claim, signInsWithin } from "./routing";
import type { CheckedPlace } from "./schema/environment";

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html (not adjustable)
const MOST_TARGET_GROUPS = 100;
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
const LONGEST_HOST_NAME = 128;

interface Place {
  readonly domain: string;
  readonly sizes: CheckedPlace["services"];
}

interface WebSize {
  readonly hostNames?: readonly string[];
  readonly allowedCidrs: readonly string[];
}

function webSize(sizes: Place["sizes"], key: string): WebSize {
  const size = sizes[key];
  return size && "allowedCidrs" in size ? size : { allowedCidrs: [] };
}

/** Which hosts and paths each web service answers for. The first one has the domain, every other a label of its own. */
export function claims({ services }: CheckedApplication, { domain, sizes }: Place): Claim[] {
  const web = Object.entries(services).flatMap(([key, service]) =>
    service.kind === "web" ? [[key, service] as const] : [],
  );
  const [first] = web;
  const hostNamesOf = ([key, { host }]: (typeof web)[number]): readonly string[] => {
    const labels = host === undefined ? [key === first?.[0] ? "@" : key] : [host].flat();
    return webSize(sizes, key).hostNames ?? labels.map((label) => (label === "@" ? domain : `${label}.${domain}`));
  };
  return web.map((service) => {
    const [key, { host, paths = [], hiddenPaths, authentication }] = service;
    const shares = paths.length > 0 && host === undefined && webSize(sizes, key).hostNames === undefined;
    return {
      key,
      hostNames: hostNamesOf(shares && first ? first : service),
      paths,
      hiddenPaths,
      authentication,
      allowedCidrs: webSize(sizes, key).allowedCidrs,
    };
  });
}

/** What is wrong with claims: names outside the domain, and two services that claim the same. */
export function claimRefusals(claims: readonly Claim[], { domain, sizes }: Place, file: string): Refusal[] {
  const refusals: Refusal[] = [];
  const taken = new Map<string, string>();
  for (const claim of claims) {
    const { key, hostNames } = claim;
    // Two rules that say the same would be asked in an order that nobody chose.
    const paths = [...(claim.paths.length > 0 ? claim.paths : [""]), ...signInsWithin(claim).map(({ path }) => path)];
    const own = webSize(sizes, key).hostNames !== undefined;
    hostNames.forEach((hostName, index) => {
      const message = hostNameMessage(hostName, domain);
      if (message) refusals.push({ file, path: ["services", key, ...(own ? ["hostNames", index] : [])], message });
    });
    const wanted = hostNames.flatMap((host) => paths.map((path) => `${host}${path}`));
    for (const name of wanted) {
      const earlier = taken.get(name);
      if (earlier !== undefined && earlier !== key) {
        refusals.push({
          file: own ? file : "application.ts",
          path: ["services", key],
          message: `claims ${name}, which services.${earlier} claims already; give one of them another host or other paths`,
        });
      }
      taken.set(name, earlier ?? key);
    }
  }
  if (claims.length > MOST_TARGET_GROUPS) {
    const message = `has ${claims.length} web services, a load balancer forwards to ${MOST_TARGET_GROUPS}; move some into an application of their own`;
    refusals.push({ file: "application.ts", path: ["services"], message });
  }
  return refusals;
}

function hostNameMessage(hostName: string, domain: string): string | undefined {
  const below = hostName.endsWith(`.${domain}`) ? hostName.slice(0, -domain.length - 1) : undefined;
  if (hostName !== domain && (below === undefined || below.includes("."))) {
    return `${hostName} is outside the zone ${domain} or more than one label below it, where the certificate does not reach; use ${domain} or NAME.${domain}`;
  }
  if (hostName.length > LONGEST_HOST_NAME) {
    return `${hostName} is longer than the ${LONGEST_HOST_NAME} characters of a listener rule's host; shorten it`;
  }
  return undefined;
}
