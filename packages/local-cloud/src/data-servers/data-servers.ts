import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ProcessIdentity } from "@app/processes";
import { CloudError } from "../cloud-error";
import type { EdgeCertificate } from "../edge/certificate";
import { readJson, sendJson } from "../engine/engine-server";
import { listen } from "../listen";
import { type CacheDescription, CacheServer } from "./cache-server";
import type { ServerHosts } from "./server-hosts";

/** Names that ElastiCache takes. */
const PATH = /^\/caches\/([a-z][a-z0-9-]{0,39})$/;
const RECORD = "cache.json";

export interface DataServersOptions {
  /** Where what they hold survives a stop. */
  readonly folder: string;
  /** For sockets. */
  readonly temporaryFolder: string;
  readonly certificate: Pick<EdgeCertificate, "key" | "certificate">;
  readonly hosts: ServerHosts;
  /** Path of the server of caches, once one is needed. */
  readonly cacheProgram: () => Promise<string>;
  readonly onStarted: (identity: ProcessIdentity) => void;
}

interface Record extends CacheDescription {
  readonly host: string;
}

/** The servers behind the data stores of the emulated account. The emulator says which there are. */
export class DataServers {
  private readonly caches = new Map<string, CacheServer>();

  constructor(private readonly options: DataServersOptions) {}

  /** Starts those of the last run; one that does not start leaves the others alone. */
  async restore(onFailure: (line: string) => void): Promise<void> {
    const { folder } = this.options;
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(this.record(name))) : [];
    for (const name of names) {
      try {
        const { host, ...description } = JSON.parse(readFileSync(this.record(name), "utf8")) as Record;
        await this.put(name, description, host);
      } catch (error) {
        onFailure(`the cache ${name} of the last run does not start: ${(error as Error).message}`);
      }
    }
  }

  /** Listens for what the emulator says: `PUT` and `DELETE` of `/caches/NAME`. */
  async serve(socket: string): Promise<Server> {
    const server = createServer((message, response) => {
      const [, name] = PATH.exec(message.url ?? "") ?? [];
      const handled = async () => {
        if (name === undefined) return sendJson(response, 404, { message: `${message.url}: there are caches only` });
        if (message.method === "DELETE") return sendJson(response, 200, await this.delete(name));
        sendJson(response, 200, await this.put(name, await readJson<CacheDescription>(message)));
      };
      handled().catch((error: Error) =>
        sendJson(response, error instanceof CloudError ? 409 : 500, { message: error.message }),
      );
    });
    await listen(server, { path: socket });
    return server;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.caches.values()].map((cache) => cache.stop()));
  }

  /** Runs a cache as it is described, and answers with where it is; one that is so already is left alone. */
  private async put(name: string, description: CacheDescription, before?: string): Promise<object> {
    const running = this.caches.get(name);
    const { port, users } = description;
    if (running) {
      const { options } = running;
      if (isDeepStrictEqual({ port, users }, { port: options.port, users: options.users }))
        return { host: options.host, port };
      await running.stop();
      this.caches.delete(name);
    }
    const program = await this.options.cacheProgram();
    const host = await this.options.hosts.reserve(port, running?.options.host ?? before);
    const { folder, temporaryFolder, certificate, onStarted } = this.options;
    const cache = new CacheServer({
      program,
      port,
      users,
      host,
      folder: join(folder, name),
      socket: join(temporaryFolder, `${name}.sock`),
      certificate,
      onStarted,
    });
    try {
      await cache.start();
    } catch (error) {
      this.options.hosts.release(host);
      throw error;
    }
    this.caches.set(name, cache);
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(this.record(name), JSON.stringify({ host, port, users } satisfies Record), { mode: 0o600 });
    return { host, port };
  }

  /** Ends a cache, and forgets what it held. */
  private async delete(name: string): Promise<object> {
    const cache = this.caches.get(name);
    await cache?.stop();
    if (cache) this.options.hosts.release(cache.options.host);
    this.caches.delete(name);
    rmSync(join(this.options.folder, name), { recursive: true, force: true });
    return {};
  }

  private record(name: string): string {
    return join(this.options.folder, name, RECORD);
  }
}
