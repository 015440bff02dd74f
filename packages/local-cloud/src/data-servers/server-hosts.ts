import { CloudError } from "../cloud-error";
import type { DockerClient } from "../engine/docker-client";
import { LoopbackAddresses } from "../engine/loopback-addresses";
import { isFree } from "../process/ports";

/** Addresses on which tasks find the servers of data stores. */
export interface ServerHosts {
  /** An address on which the port is free; the one it was before, where that can be. */
  reserve(port: number, before?: string): Promise<string>;
  release(host: string): void;
}

/** Tasks that are processes: each server has a loopback address of its own, so that all may have the same port. */
export class LoopbackHosts implements ServerHosts {
  private readonly addresses = new LoopbackAddresses();

  async reserve(port: number, before?: string): Promise<string> {
    return before !== undefined && (await isFree(port, before)) ? before : this.addresses.reserve(port);
  }

  release(host: string): void {
    this.addresses.release(host);
  }
}

interface Network {
  readonly IPAM?: { readonly Config?: readonly { readonly Subnet?: string; readonly Gateway?: string }[] | null };
}

/** Tasks that are containers reach this machine by one address, the bridge's: there each server needs a port of its own. */
export class BridgeHost implements ServerHosts {
  constructor(private readonly docker: DockerClient) {}

  async reserve(): Promise<string> {
    const { IPAM } = await this.docker.call<Network>("GET", "/networks/bridge");
    const ipv4 = IPAM?.Config?.find(({ Subnet }) => Subnet?.includes("."));
    // An engine that has run no container yet does not tell it; it is the first address then.
    const address = ipv4?.Gateway ?? ipv4?.Subnet?.replace(/\.\d+\/\d+$/, ".1");
    if (address !== undefined) return address;
    throw new CloudError(
      'this machine has no address on Docker\'s network "bridge", where containers would find a cache; run tasks as processes: LOCAL_RUNTIME=process',
    );
  }

  release(): void {
    // It is everybody's.
  }
}
