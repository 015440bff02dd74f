/** Ports of the local edge. */
export interface EdgePorts {
  readonly http: number;
  readonly https: number;
}

/** `flask.localhost:8443` → `flask.localhost:443`: the emulator picks the listener by this port. */
export function listenerHost(host: string, listenerPort: number): string {
  return `${withoutPort(host)}:${listenerPort}`;
}

/**
 * Where a redirect leads as the edge publishes it: `https://flask.localhost:443/` → `…:8443/`. What is no address of a
 * listener under the name that was asked for (another site, another port) stays as it is.
 */
export function publicLocation(location: string, host: string, ports: EdgePorts): string {
  if (!/^https?:\/\//i.test(location) || !URL.canParse(location)) return location;
  const url = new URL(location);
  // The protocol's own port reads as an empty one.
  if (url.hostname !== withoutPort(host).toLowerCase() || url.port !== "") return location;
  url.port = `${url.protocol === "https:" ? ports.https : ports.http}`;
  return url.toString();
}

/** The page's origin as the application knows it, without the edge's port; other sites' origins stay as they are. */
export function listenerOrigin(origin: string, host: string): string {
  return origin.endsWith(`//${host}`) ? withoutPort(origin) : origin;
}

function withoutPort(address: string): string {
  return address.replace(/:\d+$/, "");
}
