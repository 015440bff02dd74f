import {
  Agent,
  createServer as createHttpServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { EmulatorAddress } from "../cloud-record";
import { listen } from "../listen";
import {
  type EdgeNames,
  listenerHost,
  listenerLocation,
  listenerOrigin,
  publicLocation,
  publicOrigin,
} from "./addresses";
import type { EdgeCertificate } from "./certificate";
import { LoadBalancerTargets } from "./load-balancer-targets";
import { forwardUpgrade, type UpgradeOptions } from "./upgrade";

export interface EdgeOptions {
  readonly certificate: EdgeCertificate;
  /** It answers for its load balancers. */
  readonly emulator: EmulatorAddress;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** The load balancer answers under this name and the names in it. */
  readonly domain: string;
}

const ALLOWED_ORIGIN = "access-control-allow-origin";
const BAD_GATEWAY =
  "The emulated load balancer does not answer. `npm run status` says what runs, `npm start` starts it.\n";

/** Terminates TLS on this machine and hands every request to the listener of the emulated load balancer. */
export async function serveEdge(options: EdgeOptions): Promise<Server[]> {
  // Free sockets are closed before the gateway does, so that no request is sent into a closing one.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 60_000 });
  const { emulator, httpPort, httpsPort, domain } = options;
  const { key, certificate: cert } = options.certificate;
  const names: EdgeNames = { http: httpPort, https: httpsPort, domain };
  const targets = new LoadBalancerTargets(emulator);
  const http = createHttpServer((message, response) => forward(message, response, 80));
  const https = createHttpsServer({ key, cert, allowHalfOpen: true }, (message, response) =>
    forward(message, response, 443),
  );
  http.on("upgrade", (message, socket, head) => upgrade(message, socket, head, { protocol: "http", port: 80 }));
  https.on("upgrade", (message, socket, head) => upgrade(message, socket, head, { protocol: "https", port: 443 }));
  await Promise.all([
    listen(http, { port: httpPort, host: "127.0.0.1" }),
    listen(https, { port: httpsPort, host: "127.0.0.1" }),
  ]);
  return [http, https];

  function forward(message: IncomingMessage, response: ServerResponse, listenerPort: number): void {
    const { host = "" } = message.headers;
    const headers = listenerHeaders(message, listenerPort, names);
    const { method, url } = message;
    const upstream = request({ host: "127.0.0.1", port: emulator.port, method, path: url, headers, agent });
    upstream.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, publicHeaders(answer.headers, host, names));
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

  function upgrade(message: IncomingMessage, socket: Duplex, head: Buffer, listener: UpgradeOptions["listener"]): void {
    const headers = listenerHeaders(message, listener.port, names);
    const connection = { socket: socket as Socket, head, listener };
    void forwardUpgrade({
      message,
      headers,
      ...connection,
      targets,
      gatewayPort: emulator.port,
      badGateway: BAD_GATEWAY,
    });
  }
}

/** A request's headers as the load balancer would get them. */
function listenerHeaders({ headers }: IncomingMessage, listenerPort: number, names: EdgeNames): OutgoingHttpHeaders {
  const { host = "", origin, referer } = headers;
  return {
    ...headers,
    host: listenerHost(host, listenerPort),
    ...(origin && { origin: listenerOrigin(origin, host, names) }),
    ...(referer && { referer: listenerLocation(referer, host, names) }),
  };
}

/** An answer's headers as the browser must get them. */
function publicHeaders(headers: OutgoingHttpHeaders, host: string, names: EdgeNames): OutgoingHttpHeaders {
  const { location, [ALLOWED_ORIGIN]: origin } = headers;
  return {
    ...headers,
    ...(location && { location: publicLocation(`${location}`, host, names) }),
    ...(origin && { [ALLOWED_ORIGIN]: publicOrigin(`${origin}`, host, names) }),
  };
}
