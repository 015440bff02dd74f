import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { get, type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identify } from "@app/processes";
import { type Cloud, CloudFolder } from "../cloud-record";
import { type LoopbackServer, serveOnLoopback } from "../fixtures/loopback-server";
import { freePort } from "../process/ports";
import { edgeCertificate } from "./certificate";
import { edgeUrl, requestEdge } from "./edge-request";
import { serveEdge } from "./edge-server";

const DOMAIN = "flask.localhost";

let root: string;
let cloud: Cloud;
let edge: Server[];
let gateway: LoopbackServer;
/** What the emulated load balancer does with a request. */
let answer: RequestListener;
let connections = 0;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "edge-"));
  gateway = await serveOnLoopback((message, response) => answer(message, response));
  gateway.server.on("connection", () => {
    connections += 1;
  });
  const certificate = await edgeCertificate(CloudFolder.make(root, "test").certificates, DOMAIN);
  const [httpPort, httpsPort] = [await freePort(), await freePort()];
  edge = await serveEdge({ certificate, emulator: gateway, httpPort, httpsPort, domain: DOMAIN });
  cloud = {
    name: "test",
    runtime: "process",
    port: gateway.port,
    autoscalingPort: 0,
    httpPort,
    httpsPort,
    domain: DOMAIN,
    caFile: certificate.caFile,
    accessKey: "test",
    supervisor: identify(process.pid),
  };
});

afterAll(() => {
  for (const server of edge) {
    server.closeAllConnections();
    server.close();
  }
  gateway.close();
  rmSync(root, { recursive: true, force: true });
});

/** What a connection to the edge is asked for. */
function plainRequest(path: string) {
  return { host: "127.0.0.1", port: cloud.httpPort, path, headers: { host: `${DOMAIN}:${cloud.httpPort}` } };
}

describe("the edge", () => {
  it("terminates TLS for the domain and asks the listener on port 443", async () => {
    answer = (message, response) => response.end(`${message.method} ${message.headers.host}${message.url}`);
    expect(edgeUrl(cloud)).toBe(`https://${DOMAIN}:${cloud.httpsPort}`);
    const { status, body } = await requestEdge(cloud, "/notes?page=2");
    expect({ status, body }).toEqual({ status: 200, body: `GET ${DOMAIN}:443/notes?page=2` });
  });

  it("asks the listener on port 80 for plain HTTP, and leads its redirect back to itself", async () => {
    answer = (message, response) => {
      expect(message.headers.host).toBe(`${DOMAIN}:80`);
      response.writeHead(301, { location: `https://${DOMAIN}:443${message.url}` }).end();
    };
    const { status, headers } = await requestEdge(cloud, "/notes", "http");
    expect(status).toBe(301);
    expect(headers.location).toBe(`${edgeUrl(cloud)}/notes`);
  });

  it("hands bodies, methods, headers and cookies on as they are, in both directions", async () => {
    answer = async (message, response) => {
      const text = await textOf(message);
      response.writeHead(201, { "set-cookie": ["a=1", "b=2"], "x-method": message.method }).end(text.toUpperCase());
    };
    const call = request({ ...plainRequest("/notes"), method: "PUT" });
    call.end("a note");
    const [response] = (await once(call, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(201);
    expect(response.headers).toMatchObject({ "set-cookie": ["a=1", "b=2"], "x-method": "PUT" });
    expect(await textOf(response)).toBe("A NOTE");
  });

  it("tells the application its own origin as the load balancer would, and other sites' as it is", async () => {
    answer = (message, response) => response.end(message.headers.origin);
    const own = `http://${DOMAIN}:${cloud.httpPort}`;
    for (const [origin, expected] of [
      [own, `http://${DOMAIN}`],
      [`http://${DOMAIN}:1`, `http://${DOMAIN}:1`],
    ] as const) {
      const options = plainRequest("/");
      const call = get({ ...options, headers: { ...options.headers, origin } });
      const [response] = (await once(call, "response")) as [IncomingMessage];
      expect(await textOf(response)).toBe(expected);
    }
  });

  it("hands the page's address on as the load balancer would, and allows the origin that the browser knows", async () => {
    answer = (message, response) => {
      response.writeHead(200, { "access-control-allow-origin": `http://admin.${DOMAIN}` }).end(message.headers.referer);
    };
    const options = plainRequest("/");
    const headers = { ...options.headers, referer: `http://${DOMAIN}:${cloud.httpPort}/form` };
    const [response] = (await once(get({ ...options, headers }), "response")) as [IncomingMessage];
    expect(response.headers["access-control-allow-origin"]).toBe(`http://admin.${DOMAIN}:${cloud.httpPort}`);
    expect(await textOf(response)).toBe(`http://${DOMAIN}/form`);
  });

  it("serves every name of the domain, each as the host that it is", async () => {
    answer = (message, response) => response.end(message.headers.host);
    const { body } = await requestEdge(cloud, "/", "https", `admin.${DOMAIN}`);
    expect(body).toBe(`admin.${DOMAIN}:443`);
    expect(edgeUrl(cloud, `admin.${DOMAIN}`)).toBe(`https://admin.${DOMAIN}:${cloud.httpsPort}`);
  });

  it("uses its connections to the gateway again", async () => {
    answer = (_, response) => response.end("here");
    await requestEdge(cloud);
    const before = connections;
    for (let count = 0; count < 5; count += 1) await requestEdge(cloud);
    expect(connections).toBe(before);
  });

  it("gives a request up when its client has gone", async () => {
    const given = new Promise<void>((resolve) => {
      answer = (message, response) => {
        response.writeHead(200).write("the beginning");
        message.once("close", resolve);
      };
    });
    const call = get(plainRequest("/"));
    await once(call, "response");
    call.destroy();
    await given;
  });

  it("breaks the connection when the gateway breaks off in the middle of an answer", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("the beginning");
      setTimeout(() => response.destroy(), 50);
    };
    await expect(requestEdge(cloud)).rejects.toThrow("aborted");
  });

  it("answers 502 with a remedy when the gateway breaks off before it answers", async () => {
    answer = (_, response) => response.destroy();
    const { status, body } = await requestEdge(cloud);
    expect(status).toBe(502);
    expect(body).toContain("npm start");
  });
});

async function textOf(message: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of message) text += chunk;
  return text;
}
