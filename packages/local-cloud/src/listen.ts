import type { ListenOptions, Server } from "node:net";

/** Resolves when the server listens, and fails when it cannot. */
export function listen(server: Server, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(at, resolve);
  });
}
