import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";
import { CloudError } from "../cloud-error";
import { portHolder } from "./port-holder";

/** A port that is needed. */
export interface PortWish {
  /** What it is for, in words. */
  readonly purpose: string;
  /** The port that it must be, and the environment variable in which it was asked for. */
  readonly asked?: { readonly port: number; readonly variable: string } | undefined;
  /** The port that it is when nobody asks and nobody else has it. */
  readonly preferred?: number | undefined;
}

/** Below the ports that operating systems give to outgoing connections: there one is taken between choice and use. */
const FREE_PORTS = { first: 20_000, end: 30_000 } as const;
const EVERY_ADDRESS = "0.0.0.0";

/** Whether something can listen on this port of the loopback address. */
export async function isFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return (await obstacle(port, host)) === undefined;
}

/** Whether somebody listens on this port, of the loopback address where no other is named. */
export function listens(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** A port that nothing listens on, whatever the address. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FREE_PORTS.first, FREE_PORTS.end);
    if (await isFree(port, EVERY_ADDRESS)) return port;
  }
}

/**
 * A port for each wish, none twice: the one that was asked for, else the preferred one, else where that is taken any
 * free one.
 * @throws CloudError when a port was asked for and cannot be had.
 */
export async function choosePorts<Name extends string>(
  wishes: Readonly<Record<Name, PortWish>>,
): Promise<Record<Name, number>> {
  const entries = Object.entries<PortWish>(wishes);
  const chosen = new Map<string, number>();
  const variables = new Map<number, string>();
  for (const [name, { purpose, asked }] of entries) {
    if (asked === undefined) continue;
    const { port, variable } = asked;
    const rival = variables.get(port);
    if (rival)
      throw new CloudError(`${rival} and ${variable} both ask for port ${port}; give one of them another port`);
    const code = await obstacle(port);
    if (code !== undefined) throw refusal(`port ${port} (${purpose})`, port, variable, code);
    variables.set(port, variable);
    chosen.set(name, port);
  }
  for (const [name, { preferred }] of entries) {
    if (chosen.has(name)) continue;
    const taken = new Set(chosen.values());
    let port = preferred ?? (await freePort());
    while (taken.has(port) || !(await isFree(port))) port = await freePort();
    chosen.set(name, port);
  }
  return Object.fromEntries(chosen) as Record<Name, number>;
}

/** Why nothing can listen there, in the operating system's words: EADDRINUSE, EACCES. */
function obstacle(port: number, host = "127.0.0.1"): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function refusal(place: string, port: number, variable: string, code: string): CloudError {
  if (code === "EACCES")
    return new CloudError(`${place} needs more rights than yours; set ${variable} to one above 1023`);
  if (code !== "EADDRINUSE") return new CloudError(`${place}: ${code}; set ${variable} to another port`);
  const holder = portHolder(port);
  const tool = process.platform === "linux" ? "ss -ltnp" : `lsof -nP -iTCP:${port}`;
  const who = holder
    ? ` by ${holder.name} (process ${holder.pid}); end it`
    : `; \`${tool}\` tells by whom; end that program`;
  return new CloudError(`${place} is in use${who}, or set ${variable} to another port`);
}
