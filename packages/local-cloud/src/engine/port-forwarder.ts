import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { reset, splice } from "../splice";

export interface ForwardTarget {
  readonly host: string;
  readonly port: number;
}

export interface PortForwarderOptions {
  /** Where it listens. */
  readonly address: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Where the next connection goes; undefined where nobody is there to take it. */
  readonly target: () => ForwardTarget | undefined;
}

/** Hands the TCP connections to one address on to another one, as the network of a container does. */
export class PortForwarder {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** Resolves when it listens. */
  static listen({ address, port, target }: PortForwarderOptions): Promise<PortForwarder> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const forwarder = new PortForwarder(server);
    server.on("connection", (client) => {
      const place = target();
      if (place === undefined) {
        client.on("error", () => undefined);
        return reset(client);
      }
      const server = connect({ host: place.host, port: place.port, allowHalfOpen: true, noDelay: true });
      forwarder.keep(client);
      forwarder.keep(server);
      splice(client, server);
    });
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, address, () => resolve(forwarder));
    });
  }

  /** On which it listens. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
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
