import { type IncomingMessage, type OutgoingHttpHeaders, request, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";
import { splice } from "../splice";
import { withoutPort } from "./addresses";
import type { LoadBalancerTargets, Target } from "./load-balancer-targets";

export interface UpgradeOptions {
  readonly message: IncomingMessage;
  /** The client's connection, and what it has sent behind the request. */
  readonly socket: Socket;
  readonly head: Buffer;
  readonly listener: { readonly protocol: "http" | "https"; readonly port: number };
  /** Of the request, as the load balancer takes it. */
  readonly headers: OutgoingHttpHeaders;
  readonly targets: LoadBalancerTargets;
  readonly gatewayPort: number;
  /** What is said when nobody answers. */
  readonly badGateway: string;
}

/**
 * Hands a WebSocket's connection on to the target that the load balancer would choose: the emulator's load balancer
 * passes no upgrades. What is none for a target (a redirect, another protocol) is an ordinary request to the emulator.
 */
export async function forwardUpgrade(options: UpgradeOptions): Promise<void> {
  const { message, socket, head, headers, gatewayPort, badGateway } = options;
  // Its end is told by "close".
  socket.on("error", () => undefined);
  const target = await targetOf(options).catch(() => undefined);
  const { upgrade, connection, ...ordinary } = headers;
  const { method, url: path } = message;
  const upstream = target
    ? request({ ...target, method, path, headers: { ...headers, ...forwardedHeaders(options) } })
    : request({ host: "127.0.0.1", port: gatewayPort, method, path, headers: ordinary });
  upstream.once("upgrade", (answer, connected: Socket, firstBytes) => {
    socket.write(answerHead(answer, {}));
    socket.write(firstBytes);
    connected.write(head);
    splice(socket, connected);
  });
  upstream.once("response", (answer) => {
    // Its end is the end of the connection, in whatever way it came.
    const { "transfer-encoding": _, ...rest } = answer.headers;
    socket.write(answerHead(answer, { ...rest, connection: "close" }));
    pipeline(answer, socket, () => undefined);
  });
  upstream.on("error", () => {
    if (socket.bytesWritten > 0) return void socket.destroy();
    socket.end(
      `HTTP/1.1 502 ${STATUS_CODES[502]}\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${badGateway}`,
    );
  });
  socket.once("close", () => upstream.destroy());
  upstream.end();
}

async function targetOf({ message, headers, targets, listener }: UpgradeOptions): Promise<Target | undefined> {
  if (message.headers.upgrade?.toLowerCase() !== "websocket") return undefined;
  const { method = "GET", url = "/" } = message;
  const host = withoutPort(`${headers.host}`);
  return targets.find({ method, host, url, headers: message.headers }, listener.port);
}

/** What a load balancer tells its targets: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
function forwardedHeaders({ message, socket, headers, listener }: UpgradeOptions): OutgoingHttpHeaders {
  const before = message.headers["x-forwarded-for"];
  return {
    host: withoutPort(`${headers.host}`),
    "x-forwarded-for": [before, socket.remoteAddress].filter(Boolean).join(", "),
    "x-forwarded-proto": listener.protocol,
    "x-forwarded-port": `${listener.port}`,
  };
}

/** The head of an answer, with these headers or as it came. */
function answerHead(answer: IncomingMessage, headers: IncomingMessage["headers"]): string {
  const { statusCode = 502, statusMessage, rawHeaders } = answer;
  const given = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}`),
  );
  const raw = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? `${name}: ${rawHeaders[index + 1]}` : []));
  return [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...(given.length > 0 ? given : raw), "", ""].join("\r\n");
}
