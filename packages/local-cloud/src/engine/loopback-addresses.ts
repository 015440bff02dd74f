import { randomInt } from "node:crypto";
import { platform } from "node:os";
import { CloudError } from "../cloud-error";
import { isFree } from "../process/ports";

const ATTEMPTS = 20;
/** Linux answers on all of 127.0.0.0/8; elsewhere an address needs an alias, so the few are fixed. */
const ALIASES = [2, 3, 4, 5, 6, 7, 8, 9].map((last) => `127.0.0.${last}`);

/** Loopback addresses, one for each task, so that every task can listen on the same port. */
export class LoopbackAddresses {
  private readonly reserved = new Set<string>();

  constructor(private readonly candidates?: readonly string[]) {}

  /**
   * An address that no other task has and on which these ports are free.
   * @throws CloudError where the machine has none left.
   */
  async reserve(...ports: number[]): Promise<string> {
    for (const address of this.candidates ?? candidatesOfThisMachine()) {
      if (this.reserved.has(address)) continue;
      this.reserved.add(address);
      const free = await Promise.all(ports.map((port) => isFree(port, address)));
      if (free.every(Boolean)) return address;
      this.reserved.delete(address);
    }
    throw new CloudError(
      platform() === "linux"
        ? `no loopback address found on which port ${ports.join(" and ")} is free`
        : `a task needs a loopback address of its own; add some with: ${ALIASES.slice(0, 4)
            .map((address) => `sudo ifconfig lo0 alias ${address}`)
            .join(" && ")}`,
    );
  }

  release(address: string): void {
    this.reserved.delete(address);
  }
}

function candidatesOfThisMachine(): readonly string[] {
  if (platform() !== "linux") return ALIASES;
  return Array.from({ length: ATTEMPTS }, () => `127.${randomInt(64, 128)}.${randomInt(256)}.${randomInt(2, 255)}`);
}
