/** A port as people see it and the listener's port behind it. */
export interface PortMapping {
  /** Port of the local edge. */
  readonly edge: number;
  /** Port of the load balancer's listener: 80 or 443. */
  readonly listener: number;
}

/** `flask.localhost:8443` → `flask.localhost:443`: the emulator picks the listener by this port. */
export function listenerHost(host: string, listenerPort: number): string {
  return `${host.replace(/:\d+$/, "")}:${listenerPort}`;
}

/** An address of the load balancer as the edge publishes it: `https://flask.localhost:443/` → `…:8443/`. */
export function publicLocation(location: string, ports: { readonly http: number; readonly https: number }): string {
  if (!/^https?:\/\//.test(location)) return location;
  const url = new URL(location);
  url.port = `${url.protocol === "https:" ? ports.https : ports.http}`;
  return url.toString();
}

/** The page's origin as the application knows it, without the edge's port. */
export function listenerOrigin(origin: string): string {
  return origin.replace(/:\d+$/, "");
}
