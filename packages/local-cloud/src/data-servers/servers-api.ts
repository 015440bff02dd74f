import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { CloudError } from "../cloud-error";
import { readJson, sendJson } from "../engine/engine-server";
import { listen } from "../listen";

/** `/KIND/NAME`: what a name may be is the kind's to say. */
const PATH = /^\/([a-z]+)\/([^/]+)$/;

/** Runs the servers behind one kind of data store. */
export interface ServersOfKind {
  /** Runs a server as it is described, and answers with where it is. @throws CloudError in words for the user. */
  ensure(name: string, description: unknown): Promise<object>;
  /** Ends a server, and forgets what it held. */
  remove(name: string): Promise<void>;
}

/** Lets the emulator say on a Unix socket which servers there are: `PUT` and `DELETE` of `/KIND/NAME`. */
export async function serveDataServers(
  kinds: Readonly<Record<string, ServersOfKind>>,
  socket: string,
): Promise<Server> {
  const server = createServer((message, response) => {
    answer(kinds, message, response).catch((error: Error) =>
      sendJson(response, error instanceof CloudError ? 409 : 500, { message: error.message }),
    );
  });
  // The first server of a kind may have to be installed.
  server.requestTimeout = 0;
  await listen(server, { path: socket });
  return server;
}

async function answer(
  kinds: Readonly<Record<string, ServersOfKind>>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, kind = "", name = ""] = PATH.exec(message.url ?? "") ?? [];
  const servers = kinds[kind];
  if (!servers)
    return sendJson(response, 404, { message: `${message.url}: there are ${Object.keys(kinds).join(", ")}` });
  if (message.method === "PUT") return sendJson(response, 200, await servers.ensure(name, await readJson(message)));
  if (message.method === "DELETE") {
    await servers.remove(name);
    return sendJson(response, 200, {});
  }
  sendJson(response, 405, { message: `${message.method} is nothing that can be done with a server` });
}
