import type { ServiceEndpoints } from "./service-endpoints";

/** `http://pricing:8080`: a name without dots is nobody's on the internet. */
const ENDPOINT = /(?<=\/\/)[a-z][a-z0-9-]*:\d+/g;
const LOOPBACK = /\b(?:localhost|127\.0\.0\.1):(\d+)\b/g;

/** The network that the containers of a task share on Fargate, as this machine has it. */
export interface SharedNetwork {
  /** Address on which they find each other's ports. */
  readonly address: string;
  readonly ports: readonly number[];
}

/** Variables, `NAME=value`, in which `localhost` and a port of the task is the task's own address. */
export function withSharedNetwork(variables: readonly string[], { address, ports }: SharedNetwork): string[] {
  return variables.map((variable) =>
    variable.replace(LOOPBACK, (whole, port) => (ports.includes(Number(port)) ? `${address}:${port}` : whole)),
  );
}

/**
 * Variables, `NAME=value`, in which an endpoint of another service is the address that leads to its tasks. `known` lists the
 * endpoints that there are, and is asked only where a value looks like one.
 */
export async function withEndpoints(
  variables: readonly string[],
  endpoints: ServiceEndpoints,
  known: () => Promise<ReadonlySet<string>>,
): Promise<string[]> {
  const named = new Set(variables.flatMap((variable) => variable.match(ENDPOINT) ?? []));
  if (named.size === 0) return [...variables];
  const addresses = new Map<string, string>();
  for (const endpoint of await known()) {
    if (named.has(endpoint)) addresses.set(endpoint, await endpoints.addressOf(endpoint));
  }
  return variables.map((variable) => variable.replace(ENDPOINT, (endpoint) => addresses.get(endpoint) ?? endpoint));
}
