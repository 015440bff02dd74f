import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { connect as connectPlainly, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectSecurely } from "node:tls";
import { type EmulatedLoadBalancer, serveLoadBalancer } from "../fixtures/emulated-load-balancer";
import { type LoopbackServer, serveOnLoopback } from "../fixtures/loopback-server";
import { freePort } from "../process/ports";
import { edgeCertificate } from "./certificate";
import { serveEdge } from "./edge-server";

const DOMAIN = "flask.localhost";
const BREAK = "\r\n";

let root: string;
let caFile: string;
let edge: Server[];
let httpPort: number;
let httpsPort: number;
let loadBalancer: EmulatedLoadBalancer;
let target: LoopbackServer;
/** Requests for an upgrade that reached the target. */
let upgrades: { readonly url: string | undefined; readonly headers: Record<string, unknown> }[];
let sockets: Socket[];
const texts = new Map<Socket, string>();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "upgrade-"));
  target = await serveOnLoopback((_, response) => response.writeHead(404).end("no WebSocket here"));
  // What a WebSocket server does, but for its frames: it says every byte again.
  target.server.on("upgrade", (message, socket: Socket, head: Buffer) => {
    upgrades.push({ url: message.url, headers: message.headers });
    if (message.url === "/refused")
      return socket.end(`HTTP/1.1 403 Forbidden${BREAK}content-length: 2${BREAK}${BREAK}no`);
    const answer = [
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Accept: k",
    ];
    socket.write(`${answer.join(BREAK)}${BREAK}${BREAK}hello `);
    socket.write(head);
    socket.pipe(socket);
  });
  loadBalancer = await serveLoadBalancer({ name: DOMAIN, pathPattern: "/rooms/*", targetPort: target.port });
  const certificate = await edgeCertificate(root, DOMAIN);
  caFile = certificate.caFile;
  [httpPort, httpsPort] = [await freePort(), await freePort()];
  const ports = { emulator: loadBalancer, httpPort, httpsPort };
  edge = await serveEdge({ certificate, domain: DOMAIN, ...ports });
});

beforeEach(() => {
  upgrades = [];
  sockets = [];
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
});

afterAll(() => {
  for (const server of edge) {
    server.closeAllConnections();
    server.close();
  }
  loadBalancer.close();
  target.close();
  rmSync(root, { recursive: true, force: true });
});

/** A connection that has asked for an upgrade, in the words of a browser. */
function ask(path: string, { host = DOMAIN, upgrade = "websocket", secure = true } = {}): Socket {
  const port = secure ? httpsPort : httpPort;
  const socket = secure
    ? connectSecurely({ host: "127.0.0.1", port, servername: host, ca: readFileSync(caFile) })
    : connectPlainly({ host: "127.0.0.1", port });
  sockets.push(socket);
  socket.on("data", (chunk) => texts.set(socket, `${textOf(socket)}${chunk}`));
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${port}`,
    "Connection: keep-alive, Upgrade",
    `Upgrade: ${upgrade}`,
    `Origin: https://${host}:${httpsPort}`,
    "Sec-WebSocket-Key: k",
    "Sec-WebSocket-Version: 13",
  ];
  socket.write(`${lines.join(BREAK)}${BREAK}${BREAK}`);
  return socket;
}

/** What has come, when it matches. */
async function received(socket: Socket, until: RegExp): Promise<string> {
  while (!until.test(textOf(socket))) await once(socket, "data");
  return textOf(socket);
}

/** What has come at the end. */
async function whole(socket: Socket): Promise<string> {
  await once(socket, "end");
  return textOf(socket);
}

function textOf(socket: Socket): string {
  return texts.get(socket) ?? "";
}

describe("a WebSocket through the edge", () => {
  it.each([true, false])("reaches the target and comes back (TLS: %s)", async (secure) => {
    const socket = ask("/rooms/1?name=a", { secure });
    const head = await received(socket, /hello /);
    expect(head).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(head).toContain("Sec-WebSocket-Accept: k\r\n");
    socket.write("ping");
    await received(socket, /hello ping$/);
    socket.end(" bye");
    expect(await whole(socket)).toMatch(/\r\n\r\nhello ping bye$/);
    expect(upgrades).toMatchObject([
      {
        url: "/rooms/1?name=a",
        headers: {
          host: DOMAIN,
          upgrade: "websocket",
          origin: `https://${DOMAIN}`,
          "sec-websocket-key": "k",
          "x-forwarded-for": "127.0.0.1",
          "x-forwarded-proto": secure ? "https" : "http",
          "x-forwarded-port": secure ? "443" : "80",
        },
      },
    ]);
  });

  it("ends when the client breaks off", async () => {
    const socket = ask("/rooms/1");
    const [connected] = (await once(target.server, "upgrade")).slice(1) as [Socket];
    const closed = new Promise((resolve) => connected.once("close", resolve));
    await received(socket, /hello /);
    socket.destroy();
    await closed;
  });

  it("is answered by the load balancer where its rules lead to no target", async () => {
    const answer = await whole(ask("/elsewhere"));
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(answer).toContain("connection: close\r\n");
    expect(answer).toMatch(/\r\n\r\nno such page: \/elsewhere$/);
    expect(upgrades).toEqual([]);
  });

  it("is answered by the load balancer for a name that nobody claimed", async () => {
    expect(await whole(ask("/rooms/1", { host: `other.${DOMAIN}` }))).toMatch(/no such page: \/rooms\/1$/);
    expect(upgrades).toEqual([]);
  });

  it("is none where another protocol is asked for", async () => {
    expect(await whole(ask("/rooms/1", { upgrade: "h2c" }))).toMatch(/no such page: \/rooms\/1$/);
    expect(upgrades).toEqual([]);
  });

  it("is refused in the target's own words", async () => {
    loadBalancer.lead("/refused");
    const answer = await whole(ask("/refused"));
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toMatch(/\r\n\r\nno$/);
  });

  it("is a bad gateway when the target has gone", async () => {
    loadBalancer.lead("/rooms/*", await freePort());
    expect(await whole(ask("/rooms/1"))).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n.*npm start/s);
  });
});
