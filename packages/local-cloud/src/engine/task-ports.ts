import { freePort } from "../process/ports";

/** Ports of this machine, one for each task: whoever binds every address meets nobody else. */
export class TaskPorts {
  private readonly reserved = new Set<number>();

  async reserve(): Promise<number> {
    for (;;) {
      const port = await freePort();
      if (this.reserved.has(port)) continue;
      this.reserved.add(port);
      return port;
    }
  }

  release(port: number): void {
    this.reserved.delete(port);
  }
}
