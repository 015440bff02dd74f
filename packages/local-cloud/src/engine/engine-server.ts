import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { listen } from "../listen";
import { EngineError } from "./engine-error";

/** A request of the Docker Engine API, without the version in front of its path. */
export interface EngineRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly message: IncomingMessage;
}

/** Runs the containers of ECS tasks. */
export interface TaskRuntime {
  handle(request: EngineRequest, response: ServerResponse): Promise<void>;
  /** Removes what a supervisor that was killed left behind, before anything is started. */
  removeLeftovers(): Promise<void>;
  /** From now on nothing waits for requests in flight. */
  hurry(): void;
  /** Ends every container that was started. */
  close(): Promise<void>;
}

/** Serves the part of the Docker Engine API that ECS needs, on a Unix socket. */
export async function serveEngine(runtime: TaskRuntime, socket: string): Promise<Server> {
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? "/", "http://engine");
    const request = {
      method: message.method ?? "GET",
      path: url.pathname.replace(/^\/v\d+\.\d+/, ""),
      query: url.searchParams,
      message,
    };
    runtime.handle(request, response).catch((error: Error) => refuse(response, error));
  });
  server.requestTimeout = 0;
  await listen(server, { path: socket });
  return server;
}

function refuse(response: ServerResponse, error: Error): void {
  if (response.headersSent) return void response.destroy();
  sendJson(response, error instanceof EngineError ? error.status : 500, { message: error.message });
}

export function sendJson(response: ServerResponse, status: number, body?: unknown): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function readJson<Content>(message: IncomingMessage): Promise<Content> {
  return JSON.parse((await readBody(message)).toString("utf8")) as Content;
}
