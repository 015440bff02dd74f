import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ProcessIdentity } from "@app/processes";
import { CloudError } from "../cloud-error";
import type { EdgeCertificate } from "../edge/certificate";
import { type CacheDescription, CacheServer } from "./cache-server";
import type { ServerHosts } from "./server-hosts";

/** Names that ElastiCache takes. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const RECORD = "cache.json";

export interface CacheServersOptions {
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

/** The servers behind the caches of the emulated account. The emulator says which there are. */
export class CacheServers {
  private readonly caches = new Map<string, CacheServer>();

  constructor(private readonly options: CacheServersOptions) {}

  /** Starts those of the last run; one that does not start leaves the others alone. */
  async restore(onFailure: (line: string) => void): Promise<void> {
    const { folder } = this.options;
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(this.record(name))) : [];
    for (const name of names) {
      try {
        const { host, ...description } = JSON.parse(readFileSync(this.record(name), "utf8")) as Record;
        await this.run(name, description, host);
      } catch (error) {
        onFailure(`the cache ${name} of the last run does not start: ${(error as Error).message}`);
      }
    }
  }

  /** Runs a cache as it is described, and answers with where it is; one that is so already is left alone. */
  async ensure(name: string, description: CacheDescription): Promise<object> {
    checkName(name);
    return this.run(name, description);
  }

  /** Ends a cache, and forgets what it held. */
  async remove(name: string): Promise<void> {
    checkName(name);
    const cache = this.caches.get(name);
    await cache?.stop();
    if (cache) this.options.hosts.release(cache.options.host);
    this.caches.delete(name);
    rmSync(join(this.options.folder, name), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.caches.values()].map((cache) => cache.stop()));
  }

  /** `before` is where it was. */
  private async run(name: string, description: CacheDescription, before?: string): Promise<object> {
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

  private record(name: string): string {
    return join(this.options.folder, name, RECORD);
  }
}

/** It becomes a folder's. */
function checkName(name: string): void {
  if (!NAME.test(name)) throw new CloudError(`"${name}" is no name of a cache`);
}
