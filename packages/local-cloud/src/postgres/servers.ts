import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessIdentity } from "@app/processes";
import { CloudError } from "../cloud-error";
import { freePort, isFree } from "../process/ports";
import { type Owner, PostgresServer } from "./server";

export interface PostgresServersOptions {
  /** A folder in it for each server. */
  readonly folder: string;
  /** Address that tasks reach the servers by: loopback, or where this machine is in Docker's network. */
  readonly address: () => Promise<string>;
  readonly certificate: { readonly key: string; readonly certificate: string };
  readonly onProcess: (identity: ProcessIdentity) => void;
}

export interface PostgresEndpoint {
  readonly host: string;
  readonly port: number;
}

export const LOOPBACK = "127.0.0.1";
/** A database's identifier at RDS, with its account and region. */
const ID = /^[a-z0-9][a-z0-9-]*$/;

/** The servers of the databases of one local cloud. Their data survives a stop. */
export class PostgresServers {
  private readonly running = new Map<string, Promise<PostgresServer>>();

  constructor(private readonly options: PostgresServersOptions) {}

  /** Starts those that ran when the cloud was stopped, on the ports that they had. */
  async startAll(): Promise<void> {
    const { folder } = this.options;
    const ids = existsSync(folder) ? readdirSync(folder).filter((id) => this.portOf(id) !== undefined) : [];
    await Promise.all(ids.map((id) => this.server(id)));
  }

  /** A server with this user and database; a new one where there is none. @throws CloudError when it does not start. */
  async ensure(id: string, owner: Owner): Promise<PostgresEndpoint> {
    if (!ID.test(id)) throw new CloudError(`"${id}" is no identifier of a database`);
    const server = await this.server(id);
    await server.ensure(owner);
    return { host: await this.options.address(), port: this.portOf(id) ?? 0 };
  }

  /** Ends a server and removes what it kept. */
  async remove(id: string): Promise<void> {
    const running = this.running.get(id);
    this.running.delete(id);
    await (await running)?.remove();
  }

  async stopAll(): Promise<void> {
    const all = await Promise.allSettled(this.running.values());
    await Promise.all(all.map((one) => (one.status === "fulfilled" ? one.value.stop() : undefined)));
    this.running.clear();
  }

  private server(id: string): Promise<PostgresServer> {
    const known = this.running.get(id);
    if (known) return known;
    const started = this.start(id);
    this.running.set(id, started);
    // The next one who asks tries again.
    started.catch(() => this.running.delete(id));
    return started;
  }

  private async start(id: string): Promise<PostgresServer> {
    const { address, certificate, onProcess } = this.options;
    const folder = join(this.options.folder, id);
    const before = this.portOf(id);
    if (before !== undefined && !(await isFree(before))) {
      const remedy = "services know the database by it; end that program and start again";
      throw new CloudError(`port ${before} of the database ${id} is in use by another program; ${remedy}`);
    }
    const port = before ?? (await freePort());
    mkdirSync(folder, { recursive: true });
    const addresses = [...new Set([LOOPBACK, await address()])];
    const server = new PostgresServer({ folder, addresses, port, certificate, onProcess });
    await server.start();
    writeFileSync(this.recordOf(id), JSON.stringify({ port }));
    return server;
  }

  private recordOf(id: string): string {
    return join(this.options.folder, id, "server.json");
  }

  /** Undefined where no server was ever started well. */
  private portOf(id: string): number | undefined {
    try {
      return (JSON.parse(readFileSync(this.recordOf(id), "utf8")) as { port: number }).port;
    } catch {
      return undefined;
    }
  }
}
