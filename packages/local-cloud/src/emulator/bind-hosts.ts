import { networkInterfaces } from "node:os";
import { LOOPBACK } from "../postgres/servers";

/**
 * Addresses to listen on where containers must reach this machine at `bridge`. Where the engine lives in a virtual
 * machine, as with Docker Desktop, that address is not this machine's, and its containers are led to loopback.
 */
export function withBridge(bridge: string): string[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
  return own.includes(bridge) && bridge !== LOOPBACK ? [LOOPBACK, bridge] : [LOOPBACK];
}
