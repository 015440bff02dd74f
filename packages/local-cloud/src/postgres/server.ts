import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isRunning, type ProcessIdentity } from "@app/processes";
import { Client } from "pg";
import { CloudError } from "../cloud-error";
import { endProcess } from "../process/end";
import { type PostgresBinaries, postgresBinaries } from "./binaries";
import { ADMINISTRATOR, DataFolder } from "./data-folder";
import { asServerUser, serverUser } from "./server-user";

const START_TIMEOUT_MS = 120_000;
const POLL_MS = 100;
/** Writes down what was done since the last checkpoint. */
const STOP_PATIENCE_MS = 30_000;
/** Processes of a server that was killed hold its memory for a moment. */
const RESTART_MS = 250;

export interface PostgresServerOptions {
  readonly folder: string;
  /** Addresses that it listens on, the first one for this machine. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly certificate: { readonly key: string; readonly certificate: string };
  /** Is told of every process, so that it is ended whatever becomes of this one. */
  readonly onProcess: (identity: ProcessIdentity) => void;
}

/** Who owns the database that an application uses. */
export interface Owner {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A real Postgres server. One that ends by itself is started again: what it has acknowledged is there. */
export class PostgresServer {
  private readonly folder: DataFolder;
  private readonly user = serverUser();
  private binaries: PostgresBinaries | undefined;
  private child: ChildProcess | undefined;
  private identity: ProcessIdentity | undefined;
  private stopping = false;

  constructor(private readonly options: PostgresServerOptions) {
    this.folder = new DataFolder(options.folder);
  }

  /** Resolves when it answers. @throws CloudError when it does not start. */
  async start(): Promise<void> {
    this.binaries = postgresBinaries();
    await this.folder.prepare(this.binaries, this.user);
    this.folder.writeSettings(this.options.certificate, this.user);
    this.spawn();
    await this.answering();
  }

  /** Makes the user and the database where they are not there yet, and sets the password. */
  async ensure({ user, password, database }: Owner): Promise<void> {
    await this.asAdministrator(async (client) => {
      const [role, secret] = [client.escapeIdentifier(user), client.escapeLiteral(password)];
      const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [user]);
      // As much as the first user of RDS may do: make further users and databases, but not what a superuser may.
      const verb = known.rowCount === 0 ? "CREATE" : "ALTER";
      await client.query(`${verb} ROLE ${role} LOGIN CREATEDB CREATEROLE PASSWORD ${secret}`);
      const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
      if (found.rowCount === 0) {
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${role}`);
      }
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.identity === undefined || !isRunning(this.identity)) return;
    // Ends the connections and writes everything down; on SIGTERM it would wait for its clients.
    process.kill(this.identity.pid, "SIGINT");
    const deadline = Date.now() + STOP_PATIENCE_MS;
    while (isRunning(this.identity) && Date.now() < deadline) await sleep(POLL_MS);
    await endProcess(this.identity, 0);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder.path, { recursive: true, force: true });
  }

  private spawn(): void {
    const { addresses, port } = this.options;
    const settings = {
      listen_addresses: addresses.join(","),
      port,
      unix_socket_directories: "",
      ssl: "on",
      ssl_cert_file: this.folder.certificate,
      ssl_key_file: this.folder.key,
      hba_file: this.folder.rules,
    };
    const log = openSync(this.folder.log, "a");
    const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const postgres = asServerUser(
      this.user,
      this.binaries?.postgres ?? "",
      ["-D", this.folder.data, ...options],
      this.folder.path,
    );
    const child = spawn(postgres.file, postgres.args, {
      cwd: this.folder.path,
      detached: true,
      stdio: ["ignore", log, log],
      ...postgres.options,
    });
    closeSync(log);
    if (child.pid === undefined) throw new CloudError(`Postgres does not start: ${this.binaries?.postgres} is missing`);
    this.child = child;
    this.identity = identify(child.pid);
    this.options.onProcess(this.identity);
    child.once("exit", () => void this.startAgain());
  }

  private async startAgain(): Promise<void> {
    await sleep(RESTART_MS);
    if (!this.stopping) this.spawn();
  }

  private async answering(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const refusal = await this.asAdministrator(() => undefined).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refusal === undefined) return;
      const ended = this.child?.exitCode !== null && this.child?.exitCode !== undefined;
      if (ended || Date.now() > deadline) {
        this.stopping = true;
        const lines = readFileSync(this.folder.log, "utf8").trim().split("\n").slice(-10).join("\n");
        throw new CloudError(`Postgres does not start (${refusal}); the end of ${this.folder.log}:\n${lines}`);
      }
      await sleep(POLL_MS);
    }
  }

  private async asAdministrator(work: (client: Client) => Promise<void> | undefined): Promise<void> {
    const client = new Client({
      host: this.options.addresses[0],
      port: this.options.port,
      user: ADMINISTRATOR,
      password: this.folder.administratorPassword,
      database: "postgres",
      // It is our own child, on loopback.
      ssl: { rejectUnauthorized: false },
      connectionTimeoutMillis: 10_000,
    });
    // Its end in the middle of work is told by the work itself.
    client.on("error", () => undefined);
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}
