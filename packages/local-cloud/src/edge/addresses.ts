/** The local edge, as browsers know it: its ports, and the domain under whose names the load balancer answers. */
export interface EdgeNames {
  readonly http: number;
  readonly https: number;
  readonly domain: string;
}

/** `flask.localhost:8443` → `flask.localhost:443`: the emulator picks the listener by this port. */
export function listenerHost(host: string, listenerPort: number): string {
  return `${withoutPort(host)}:${listenerPort}`;
}

/**
 * Where a redirect leads as the edge publishes it: `https://flask.localhost:443/` → `…:8443/`. What is no address of a
 * listener under the name that was asked for, or another one of the domain (another site, another port), stays as it is.
 */
export function publicLocation(location: string, host: string, edge: EdgeNames): string {
  const url = parsed(location);
  // The protocol's own port reads as an empty one.
  if (!url || !isOurs(url.hostname, host, edge) || url.port !== "") return location;
  url.port = `${portOf(url, edge)}`;
  return url.toString();
}

/** The origin that may read an answer, as a browser knows it. */
export function publicOrigin(origin: string, host: string, edge: EdgeNames): string {
  return publicLocation(origin, host, edge).replace(/\/$/, "");
}

/** A page's address as the application knows it, without the edge's port; other sites' addresses stay as they are. */
export function listenerLocation(location: string, host: string, edge: EdgeNames): string {
  const url = parsed(location);
  if (!url || !isOurs(url.hostname, host, edge) || url.port !== `${portOf(url, edge)}`) return location;
  url.port = "";
  return url.toString();
}

/** A page's origin as the application knows it. */
export function listenerOrigin(origin: string, host: string, edge: EdgeNames): string {
  return listenerLocation(origin, host, edge).replace(/\/$/, "");
}

export function withoutPort(address: string): string {
  return address.replace(/:\d+$/, "");
}

function parsed(location: string): URL | undefined {
  return /^https?:\/\//i.test(location) && URL.canParse(location) ? new URL(location) : undefined;
}

function portOf({ protocol }: URL, edge: EdgeNames): number {
  return protocol === "https:" ? edge.https : edge.http;
}

function isOurs(hostname: string, host: string, { domain }: EdgeNames): boolean {
  return hostname === withoutPort(host).toLowerCase() || hostname === domain || hostname.endsWith(`.${domain}`);
}
