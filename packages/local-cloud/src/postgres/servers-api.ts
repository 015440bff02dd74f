import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readJson, sendJson } from "../engine/engine-server";
import { listen } from "../listen";
import type { Owner } from "./server";
import type { PostgresServers } from "./servers";

/** Lets the emulated RDS ask for servers: `PUT /ID` with user, password and database, `DELETE /ID`. On a Unix socket. */
export async function serveDatabases(servers: PostgresServers, socket: string): Promise<Server> {
  const server = createServer((message, response) => {
    answer(servers, message, response).catch((error: Error) => sendJson(response, 500, { message: error.message }));
  });
  server.requestTimeout = 0;
  await listen(server, { path: socket });
  return server;
}

async function answer(servers: PostgresServers, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = message.url?.slice(1) ?? "";
  if (message.method === "PUT")
    return sendJson(response, 200, await servers.ensure(id, await readJson<Owner>(message)));
  if (message.method === "DELETE") {
    await servers.remove(id);
    return sendJson(response, 200, {});
  }
  sendJson(response, 405, { message: `${message.method} is nothing that can be done with a database` });
}
