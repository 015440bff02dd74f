import { createServer } from "node:net";
import { CloudError } from "../cloud-error";

/** Whether something can listen on this port of the loopback address. */
export function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

/**
 * The port that was asked for, or `preferred`, or where that is taken any free one.
 * @throws CloudError when a port was asked for and is in use.
 */
export async function choosePort(purpose: string, asked: number | undefined, preferred: number): Promise<number> {
  if (asked === undefined) return (await isFree(preferred)) ? preferred : freePort();
  if (await isFree(asked)) return asked;
  throw new CloudError(
    `port ${asked} (${purpose}) is in use; end the program that listens there, or ask for another port`,
  );
}
