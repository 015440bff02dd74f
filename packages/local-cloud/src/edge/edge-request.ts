import { readFileSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "../cloud-record";

const REQUEST_TIMEOUT_MS = 30_000;
const POLL_MS = 500;

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Where a host answers on this machine; by default the domain itself. */
export function edgeUrl({ domain, httpsPort }: Cloud, hostName = domain): string {
  return `https://${hostName}:${httpsPort}`;
}

/** GETs a path of a host through the edge, without help of DNS: not every resolver knows names under localhost. */
export function requestEdge(
  cloud: Cloud,
  path = "/",
  protocol: "http" | "https" = "https",
  hostName = cloud.domain,
): Promise<EdgeAnswer> {
  const port = protocol === "https" ? cloud.httpsPort : cloud.httpPort;
  const options = {
    host: "127.0.0.1",
    port,
    path,
    headers: { host: `${hostName}:${port}` },
    timeout: REQUEST_TIMEOUT_MS,
  };
  return new Promise((resolve, reject) => {
    const call =
      protocol === "https"
        ? httpsRequest({ ...options, servername: hostName, ca: readFileSync(cloud.caFile) })
        : httpRequest(options);
    call.once("timeout", () =>
      call.destroy(new Error(`no answer from port ${port} in ${REQUEST_TIMEOUT_MS / 1000} s`)),
    );
    call.once("error", reject);
    call.once("response", (response) => readAnswer(response).then(resolve, reject));
    call.end();
  });
}

async function readAnswer(response: IncomingMessage): Promise<EdgeAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, body: Buffer.concat(chunks).toString("utf8") };
}

/** Waits until the application answers with a status below 400. The last answer that was none, after the time is up. */
export async function waitForEdge(cloud: Cloud, path: string, timeoutMs: number): Promise<EdgeAnswer | Error> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await requestEdge(cloud, path).catch((error: Error) => error);
    if (!(answer instanceof Error) && answer.status < 400) return answer;
    if (Date.now() > deadline) return answer;
    await sleep(POLL_MS);
  }
}
