import {
  Agent,
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { pipeline } from "node:stream";
import { listenerHost, listenerOrigin, publicLocation } from "./addresses";
import type { EdgeCertificate } from "./certificate";

export interface EdgeOptions {
  readonly certificate: EdgeCertificate;
  /** Where the emulator answers for its load balancers. */
  readonly gatewayPort: number;
  readonly httpPort: number;
  readonly httpsPort: number;
}

const BAD_GATEWAY =
  "The emulated load balancer does not answer. `npm run status` says what runs, `npm start` starts it.\n";

/** Terminates TLS on this machine and hands every request to the listener of the emulated load balancer. */
export async function serveEdge(options: EdgeOptions): Promise<Server[]> {
  // Free sockets are closed before the gateway does, so that no request is sent into a closing one.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 60_000 });
  const { key, certificate: cert } = options.certificate;
  const http = createHttpServer((message, response) => forward(message, response, 80));
  const https = createHttpsServer({ key, cert }, (message, response) => forward(message, response, 443));
  await Promise.all([listen(http, options.httpPort), listen(https, options.httpsPort)]);
  return [http, https];

  function forward(message: IncomingMessage, response: ServerResponse, listenerPort: number): void {
    const { host = "", origin } = message.headers;
    const headers = {
      ...message.headers,
      host: listenerHost(host, listenerPort),
      ...(origin && { origin: listenerOrigin(origin, host) }),
    };
    const { method, url } = message;
    const upstream = request({ host: "127.0.0.1", port: options.gatewayPort, method, path: url, headers, agent });
    upstream.once("response", (answer) => {
      const { location } = answer.headers;
      const ports = { http: options.httpPort, https: options.httpsPort };
      if (location) answer.headers.location = publicLocation(location, host, ports);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      // An answer that breaks off breaks the client's connection, too; else the client would wait for the rest.
      pipeline(answer, response, () => undefined);
    });
    upstream.on("error", () => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(502, { "content-type": "text/plain" }).end(BAD_GATEWAY);
    });
    // A client that has gone frees the connection that it waited on.
    response.once("close", () => upstream.destroy());
    message.pipe(upstream);
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}
