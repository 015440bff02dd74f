import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Cloud } from "@app/local-cloud";

const REQUEST_TIMEOUT_MS = 60_000;

export interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Somebody who reads and writes through the load balancer, and keeps cookies as a browser does. */
export class EdgeSession {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly cloud: Cloud,
    /** A host below the cloud's domain. */
    private readonly hostName = cloud.domain,
  ) {}

  get(path: string): Promise<Page> {
    return this.send("GET", path);
  }

  /** Sends a form. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.send("POST", path, new URLSearchParams(fields).toString());
  }

  private send(method: string, path: string, form?: string): Promise<Page> {
    const { cloud, hostName } = this;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Promise((resolve, reject) => {
      const call = request({
        method,
        path,
        host: "127.0.0.1",
        port: cloud.httpsPort,
        servername: hostName,
        ca: readFileSync(cloud.caFile),
        timeout: REQUEST_TIMEOUT_MS,
        headers: {
          host: `${hostName}:${cloud.httpsPort}`,
          ...(cookie && { cookie }),
          ...(form !== undefined && { "content-type": "application/x-www-form-urlencoded" }),
        },
      });
      call.once("timeout", () => call.destroy(new Error(`${method} ${hostName}${path}: no answer`)));
      call.once("error", reject);
      call.once("response", async (response) => {
        for (const line of response.headers["set-cookie"] ?? []) this.keep(line);
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk as Buffer);
        } catch (error) {
          return reject(error);
        }
        const { statusCode: status = 0, headers } = response;
        resolve({ status, location: headers.location, body: Buffer.concat(chunks).toString("utf8") });
      });
      call.end(form);
    });
  }

  private keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) this.cookies.set(name, value);
  }
}
