import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer, type Server } from "node:tls";
import { identify, type ProcessIdentity } from "@app/processes";
import { CloudError } from "../cloud-error";
import type { EdgeCertificate } from "../edge/certificate";
import { endProcess } from "../process/end";
import { splice } from "../splice";

const START_PATIENCE_MS = 10_000;
const STOP_PATIENCE_MS = 10_000;
const RESTART_DELAY_MS = 500;
const POLL_MS = 50;
const TAIL_LINES = 5;

/** A user as the server's access control list has it. */
export interface CacheUser {
  readonly name: string;
  /** `on ~* &* +@all` */
  readonly access: string;
  /** SHA-256, in hexadecimal digits. Empty: it needs none. */
  readonly passwordHashes: readonly string[];
}

/** What the emulator says of a cache. */
export interface CacheDescription {
  readonly port: number;
  /** Empty: everybody may do everything. */
  readonly users: readonly CacheUser[];
}

export interface CacheServerOptions extends CacheDescription {
  /** Path of the server. */
  readonly program: string;
  /** Address that tasks find it on. */
  readonly host: string;
  /** Its own, where what it holds survives a stop. */
  readonly folder: string;
  /** Path on which the server itself listens; short, for operating systems allow some hundred characters. */
  readonly socket: string;
  readonly certificate: Pick<EdgeCertificate, "key" | "certificate">;
  /** Told about every process, so that a later run can end what a crash left behind. */
  readonly onStarted: (identity: ProcessIdentity) => void;
}

/**
 * A cache: a Redis server that listens on a socket of this machine, and TLS in front of it on the address and port that
 * ElastiCache would have. The server is started again when it dies.
 */
export class CacheServer {
  private child: ChildProcess | undefined;
  private identity: ProcessIdentity | undefined;
  private front: Server | undefined;
  private stopping = false;

  constructor(readonly options: CacheServerOptions) {}

  /** @throws CloudError when it ends at once, or its port is in use. */
  async start(): Promise<void> {
    const { folder } = this.options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.path("users.acl"), accessControlList(this.options.users), { mode: 0o600 });
    writeFileSync(this.path("redis.conf"), configuration(this.options), { mode: 0o600 });
    try {
      this.run();
      await this.answering();
      this.front = await this.listen();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** What it holds is saved. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.front?.close();
    if (this.identity) await endProcess(this.identity, STOP_PATIENCE_MS);
    rmSync(this.options.socket, { force: true });
  }

  private run(): void {
    const { program, onStarted } = this.options;
    const log = openSync(this.path("server.log"), "a");
    const child = spawn(program, [this.path("redis.conf")], {
      cwd: this.options.folder,
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    child.once("error", () => undefined); // It has no process number then.
    if (child.pid === undefined) throw new CloudError(`the cache does not start: ${program} cannot be run`);
    this.child = child;
    this.identity = identify(child.pid);
    onStarted(this.identity);
    child.once("exit", () => void this.runAgain());
  }

  private async runAgain(): Promise<void> {
    // At its start whoever waits for it is told instead.
    if (this.front === undefined) return;
    await sleep(RESTART_DELAY_MS);
    if (!this.stopping) this.run();
  }

  private async answering(): Promise<void> {
    const deadline = Date.now() + START_PATIENCE_MS;
    while (!(await isOpen(this.options.socket))) {
      const ended = this.child?.exitCode !== null || this.child.signalCode !== null;
      if (ended || Date.now() > deadline) {
        const lines = readFileSync(this.path("server.log"), "utf8").trim().split("\n").slice(-TAIL_LINES).join("\n");
        throw new CloudError(`the cache ${ended ? "has ended" : "does not answer"}; its last lines:\n${lines}`);
      }
      await sleep(POLL_MS);
    }
  }

  private async listen(): Promise<Server> {
    const { certificate, host, port, socket } = this.options;
    const tls = { key: certificate.key, cert: certificate.certificate, allowHalfOpen: true };
    const server = createServer(tls, (client) => splice(client, connect({ path: socket, allowHalfOpen: true })));
    // A client that breaks off its handshake is its own trouble.
    server.on("tlsClientError", () => undefined);
    server.listen(port, host);
    try {
      await once(server, "listening");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new CloudError(
        `port ${port} of ${host} cannot be had for a cache (${code}); end what holds it, or give the cache another port in the environment: data: { KEY: { port: ${port + 1} } }`,
      );
    }
    return server;
  }

  private path(file: string): string {
    return join(this.options.folder, file);
  }
}

function isOpen(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

// https://valkey.io/topics/acl/
function accessControlList(users: readonly CacheUser[]): string {
  if (users.length === 0) return "user default on nopass ~* &* +@all\n";
  const lines = users.map(({ name, access, passwordHashes }) => {
    const passwords = passwordHashes.length > 0 ? passwordHashes.map((hash) => `#${hash}`) : ["nopass"];
    return `user ${name} ${[...passwords, access].join(" ")}`;
  });
  // The server's own user needs no password where nothing is said of it.
  const closed = users.some(({ name }) => name === "default") ? [] : ["user default off"];
  return `${[...closed, ...lines].join("\n")}\n`;
}

function configuration({ folder, socket }: CacheServerOptions): string {
  const settings = {
    port: 0,
    unixsocket: quoted(socket),
    unixsocketperm: 700,
    dir: quoted(folder),
    aclfile: quoted(join(folder, "users.acl")),
    // What is left of it after a crash; a stop saves everything.
    save: "60 1",
    // ElastiCache's own: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html
    "maxmemory-policy": "volatile-lru",
    maxmemory: "256mb",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}\n`)
    .join("");
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
