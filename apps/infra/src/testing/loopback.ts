import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";

/** An HTTP server of a test, on a free port of this machine. */
export interface Loopback {
  readonly address: string;
  close(): void;
}

export async function serveOnLoopback(listener: RequestListener): Promise<Loopback> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${address.port}`, close };
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
