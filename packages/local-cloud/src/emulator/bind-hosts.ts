import { createServer } from "node:net";
import { listen } from "../listen";
import { LOOPBACK } from "../postgres/servers";

/**
 * Addresses to listen on where containers must reach this machine at `bridge`. Where the engine lives in a virtual
 * machine, as with Docker Desktop, that address is not this machine's, and its containers are led to loopback.
 */
export async function withBridge(bridge: string): Promise<string[]> {
  return bridge !== LOOPBACK && (await isOwn(bridge)) ? [LOOPBACK, bridge] : [LOOPBACK];
}

/** Node's list of interfaces leaves out those without a carrier, as the bridge is before its first container. */
async function isOwn(host: string): Promise<boolean> {
  const server = createServer();
  try {
    await listen(server, { host, port: 0 });
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
