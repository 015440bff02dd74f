import { connect, createServer, type Server, type Socket } from "node:net";
import { reset, splice } from "../splice";

export interface PortForwarderOptions {
  /** Where it listens. */
  readonly address: string;
  readonly port: number;
  /** Port of 127.0.0.1 to which it hands connections on. */
  readonly targetPort: number;
}

/** Hands the TCP connections to one address on to a port of 127.0.0.1, as the network of a container does. */
export class PortForwarder {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** Resolves when it listens. */
  static listen({ address, port, targetPort }: PortForwarderOptions): Promise<PortForwarder> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const forwarder = new PortForwarder(server);
    server.on("connection", (client) => {
      const target = connect({ host: "127.0.0.1", port: targetPort, allowHalfOpen: true, noDelay: true });
      forwarder.keep(client);
      forwarder.keep(target);
      splice(client, target);
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, address, () => resolve(forwarder));
    });
  }

  /** From now on nothing listens, and nothing is connected. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) reset(socket);
    await closed;
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
  }
}
