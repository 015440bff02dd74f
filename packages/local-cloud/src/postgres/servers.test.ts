import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "@app/processes";
import { Client } from "pg";
import { edgeCertificate } from "../edge/certificate";
import { type PostgresEndpoint, PostgresServers } from "./servers";

const TIMEOUT_MS = 180_000;
const owner = { user: "postgres", password: "first-password", database: "app" };

let root: string;
let processes: ProcessIdentity[];
let servers: PostgresServers;
let endpoint: PostgresEndpoint;

async function newServers(): Promise<PostgresServers> {
  const certificate = await edgeCertificate(join(root, "certificates"), "shop.localhost");
  const onProcess = (identity: ProcessIdentity) => processes.push(identity);
  return new PostgresServers({
    folder: join(root, "postgres"),
    address: async () => "127.0.0.1",
    certificate,
    onProcess,
  });
}

/** What an application does with libpq's variables. */
async function query<Row>(statement: string, { password = owner.password, ssl = true } = {}): Promise<Row[]> {
  const { user, database } = owner;
  const client = new Client({
    ...endpoint,
    user,
    password,
    database,
    ssl: ssl && { rejectUnauthorized: false },
    connectionTimeoutMillis: 5000,
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function eventually<Result>(work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

describe("the server of a database", () => {
  beforeAll(async () => {
    processes = [];
    root = mkdtempSync(join(tmpdir(), "postgres-servers-"));
    servers = await newServers();
    endpoint = await servers.ensure("shop-orders", owner);
    await query("CREATE TABLE orders (id int PRIMARY KEY)");
  }, TIMEOUT_MS);
  afterAll(async () => {
    await servers.stopAll();
    rmSync(root, { recursive: true, force: true });
  }, TIMEOUT_MS);

  it("is a real Postgres, whose database the application owns without being a superuser", async () => {
    expect(await query("SELECT current_setting('server_version_num')::int / 10000 AS major")).toEqual([{ major: 17 }]);
    expect(await query("SELECT usesuper FROM pg_user WHERE usename = current_user")).toEqual([{ usesuper: false }]);
  });

  it("sends whoever comes without TLS away", async () => {
    await expect(query("SELECT 1", { ssl: false })).rejects.toThrow(/no encryption/);
  });

  it("refuses another password, and takes a changed one", async () => {
    await expect(query("SELECT 1", { password: "guessed" })).rejects.toThrow("password authentication failed");
    await servers.ensure("shop-orders", { ...owner, password: "second" });
    expect(await query("SELECT 1 AS one", { password: "second" })).toEqual([{ one: 1 }]);
    await servers.ensure("shop-orders", owner);
  });

  it(
    "loses nothing that it acknowledged when it is killed in the middle of writing, and comes back by itself",
    async () => {
      const acknowledged: number[] = [];
      let written = 0;
      let writing = true;
      const writer = (async () => {
        while (writing) {
          const id = written++;
          await query(`INSERT INTO orders VALUES (${id})`).then(
            () => acknowledged.push(id),
            () => sleep(50),
          );
        }
      })();
      while (acknowledged.length < 20) await sleep(10);
      const killed = processes.at(-1) as ProcessIdentity;
      process.kill(killed.pid, "SIGKILL");
      const before = acknowledged.length;
      await eventually(async () => {
        if (acknowledged.length < before + 20) throw new Error("nothing is written any more");
      });
      writing = false;
      await writer;

      const kept = new Set((await query<{ id: number }>("SELECT id FROM orders")).map(({ id }) => id));
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      expect(processes.at(-1)).not.toEqual(killed);
      expect(isRunning(killed)).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    "has its data and its port again after a stop",
    async () => {
      const [{ count } = { count: "" }] = await query<{ count: string }>("SELECT count(*) FROM orders");
      await servers.stopAll();
      expect(processes.filter(isRunning)).toEqual([]);
      await expect(query("SELECT 1")).rejects.toThrow("ECONNREFUSED");

      servers = await newServers();
      await servers.startAll();
      expect(await query("SELECT count(*) FROM orders")).toEqual([{ count }]);
    },
    TIMEOUT_MS,
  );

  it(
    "is gone with all it kept when it is removed",
    async () => {
      await servers.remove("shop-orders");
      expect(processes.filter(isRunning)).toEqual([]);
      expect(readdirSync(join(root, "postgres"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it("has an identifier that is no path", async () => {
    await expect(servers.ensure("../shop", owner)).rejects.toThrow('"../shop" is no identifier of a database');
  });
});
