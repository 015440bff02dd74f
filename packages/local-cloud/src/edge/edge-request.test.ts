import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identify } from "@app/processes";
import type { Cloud } from "../cloud-record";
import { freePort } from "../process/ports";
import { edgeCertificate } from "./certificate";
import { edgeUrl, requestEdge, waitForEdge } from "./edge-request";

const DOMAIN = "flask.localhost";
let folder: string;
let cloud: Cloud;
let server: Server;
let answer: RequestListener;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "edge-request-"));
  const { key, certificate: cert, caFile } = await edgeCertificate(folder, DOMAIN);
  const httpsPort = await freePort();
  server = createServer({ key, cert }, (message, response) => answer(message, response)).listen(httpsPort, "127.0.0.1");
  await once(server, "listening");
  const ports = { port: 0, autoscalingPort: 0, httpPort: await freePort(), httpsPort };
  const supervisor = identify(process.pid);
  cloud = { name: "test", runtime: "process", ...ports, domain: DOMAIN, caFile, accessKey: "test", supervisor };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a request of the edge", () => {
  it("needs no DNS: it goes to this machine under the domain's name and the edge's port", async () => {
    answer = (message, response) => response.end(`https://${message.headers.host}`);
    expect(await requestEdge(cloud, "/notes")).toMatchObject({ status: 200, body: edgeUrl(cloud) });
    expect(edgeUrl(cloud)).toBe(`https://${DOMAIN}:${cloud.httpsPort}`);
  });

  it("reaches another host below the domain by its name", async () => {
    answer = (message, response) => response.end(`https://${message.headers.host}`);
    const hostName = `admin.${DOMAIN}`;
    expect(await requestEdge(cloud, "/", "https", hostName)).toMatchObject({ body: edgeUrl(cloud, hostName) });
  });

  it("trusts the edge's own authority, for the domain alone", async () => {
    answer = (_, response) => response.end();
    await expect(requestEdge({ ...cloud, domain: "example.com" })).rejects.toMatchObject({
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
    await expect(requestEdge({ ...cloud, caFile: "/nowhere/ca.pem" })).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("fails when the answer breaks off", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("the beginning");
      setTimeout(() => response.destroy(), 50);
    };
    await expect(requestEdge(cloud)).rejects.toThrow("aborted");
  });
});

describe("waiting for the application", () => {
  it("goes on until it answers without an error", async () => {
    let requests = 0;
    answer = (_, response) => {
      requests += 1;
      response.writeHead(requests < 2 ? 503 : 200).end();
    };
    expect(await waitForEdge(cloud, "/ready", 5000)).toMatchObject({ status: 200 });
  });

  it("ends with the last answer when the time is up", async () => {
    answer = (_, response) => response.writeHead(503).end("no table");
    expect(await waitForEdge(cloud, "/ready", 0)).toMatchObject({ status: 503, body: "no table" });
  });

  it("ends with the reason where nothing listens", async () => {
    const nobody = { ...cloud, httpsPort: await freePort() };
    expect(await waitForEdge(nobody, "/ready", 0)).toMatchObject({ code: "ECONNREFUSED" });
  });
});
