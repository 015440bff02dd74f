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

/** Tasks that are containers reach this machine by one address, the bridge's: there each server needs a port of its own. */
export class BridgeHost implements ServerHosts {
  constructor(private readonly docker: DockerClient) {}

  reserve(): Promise<string> {
    return this.docker.hostAddress();
  }

  release(): void {
    // It is everybody's.
  }
}
