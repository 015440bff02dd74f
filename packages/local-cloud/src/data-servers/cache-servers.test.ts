import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { isRunning, type ProcessIdentity } from "@app/processes";
import { edgeCertificate } from "../edge/certificate";
import { endProcess } from "../process/end";
import { freePort } from "../process/ports";
import { cacheProgram } from "./cache-program";
import { CacheServers } from "./cache-servers";
import { LoopbackHosts } from "./server-hosts";
import { serveDataServers } from "./servers-api";

/** The checkout's own server, which is installed once. */
const ROOT = join(__dirname, "../../../..");
const PASSWORD = "a password of more than 16 characters";
const INSTALLATION_MS = 120_000;

let folder: string;
let servers: CacheServers;
let listener: Server;
let port: number;
let started: ProcessIdentity[];

beforeAll(() => cacheProgram(ROOT), INSTALLATION_MS);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "data-servers-"));
  port = await freePort();
  await begin();
});
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(): Promise<void> {
  started = [];
  servers = new CacheServers({
    folder: join(folder, "caches"),
    temporaryFolder: folder,
    certificate: await edgeCertificate(folder, "cache.localhost"),
    hosts: new LoopbackHosts(),
    cacheProgram: () => cacheProgram(ROOT),
    onStarted: (identity) => started.push(identity),
  });
  await servers.restore((line) => {
    throw new Error(line);
  });
  listener = await serveDataServers({ caches: servers }, join(folder, "data.sock"));
}

async function end(): Promise<void> {
  await servers.stop();
  await new Promise((resolve) => listener.close(resolve));
}

/** What the emulator asks for. */
function ask(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; answer: { [name: string]: unknown } }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: join(folder, "data.sock"), method, path }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, answer: JSON.parse(text) });
    });
    asked.once("error", reject);
    asked.end(JSON.stringify(body));
  });
}

const user = {
  name: "default",
  access: "on ~* &* +@all",
  passwordHashes: [createHash("sha256").update(PASSWORD).digest("hex")],
};

async function put(users: readonly object[] = [user], name = "sessions"): Promise<string> {
  const { status, answer } = await ask("PUT", `/caches/${name}`, { port, users });
  expect({ status, answer }).toEqual({ status: 200, answer: { host: expect.stringMatching(/^127\./), port } });
  return String(answer.host);
}

/** Sends commands over TLS and returns what came back, line by line. */
function say(host: string, ...lines: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect({ host, port, rejectUnauthorized: false }, () => {
      socket.write([...lines, "QUIT"].map((line) => `${line}\r\n`).join(""));
    });
    socket.on("data", (data) => (text += data));
    socket.once("error", reject);
    socket.once("close", () => resolve(text.split("\r\n").slice(0, lines.length)));
  });
}

const authenticated = (host: string, ...lines: string[]) => say(host, `AUTH default "${PASSWORD}"`, ...lines);

describe("a cache of the emulated account", () => {
  it("is a real server behind TLS, on an address of its own, that wants its password", async () => {
    const host = await put();
    expect(await say(host, "GET a")).toEqual(["-NOAUTH Authentication required."]);
    expect(await authenticated(host, "SET a 1", "INCR a")).toEqual(["+OK", "+OK", ":2"]);
    const other = await put([], "pages");
    expect(other).not.toBe(host);
    expect(await say(other, "PING")).toEqual(["+PONG"]);
  });

  it("keeps its password as a hash alone, and nobody else may read that", async () => {
    await put();
    for (const file of ["users.acl", "cache.json", "redis.conf", "server.log"]) {
      expect(readFileSync(join(folder, "caches/sessions", file), "utf8")).not.toContain(PASSWORD);
    }
  });

  it("takes another password and keeps what it holds and its place; nothing happens where nothing changed", async () => {
    const host = await put();
    await authenticated(host, "SET a 1");
    expect(await put()).toBe(host);
    expect(started).toHaveLength(1);
    const other = { ...user, passwordHashes: [createHash("sha256").update("another").digest("hex")] };
    expect(await put([other])).toBe(host);
    expect(await say(host, "AUTH default another", "GET a")).toEqual(["+OK", "$1"]);
    expect((await authenticated(host, "PING"))[0]).toMatch(/^-WRONGPASS/);
  });

  it("is started again when it dies", async () => {
    const host = await put();
    const [first] = started;
    if (first === undefined) throw new Error("no process was started");
    await endProcess(first, 5000);
    while (started.length < 2) await sleep(50);
    let answer: string[] = [];
    while (answer[1] !== "+PONG") {
      await sleep(50);
      answer = await authenticated(host, "PING").catch(() => []);
    }
    expect(started[1]?.pid).not.toBe(first.pid);
  });

  it("is there again after a stop, with what it held and where it was", async () => {
    const host = await put();
    await authenticated(host, "SET a 1");
    await end();
    expect(started.map(isRunning)).toEqual([false]);
    await begin();
    expect(started).toHaveLength(1);
    expect(await authenticated(host, "INCR a")).toEqual(["+OK", ":2"]);
  });

  it("ends when it is deleted, and what it held is gone", async () => {
    const host = await put();
    await authenticated(host, "SET a 1");
    expect(await ask("DELETE", "/caches/sessions")).toEqual({ status: 200, answer: {} });
    expect(started.map(isRunning)).toEqual([false]);
    await expect(say(host, "PING")).rejects.toThrow("ECONNREFUSED");
    const again = await put();
    expect(await authenticated(again, "EXISTS a")).toEqual(["+OK", ":0"]);
  });

  it("is refused on a port that somebody else has, with what to do, and leaves nothing running", async () => {
    const taken = createServer().listen(port, "127.0.0.1");
    const hosts = { reserve: async () => "127.0.0.1", release: () => undefined };
    const refusing = new CacheServers({ ...optionsOf(servers), hosts });
    const socket = join(folder, "refusing.sock");
    const own = await serveDataServers({ caches: refusing }, socket);
    try {
      const answer = await new Promise<string>((resolve) => {
        const asked = request({ socketPath: socket, method: "PUT", path: "/caches/other" }, async (response) => {
          let text = "";
          for await (const chunk of response) text += chunk;
          resolve(`${response.statusCode} ${text}`);
        });
        asked.end(JSON.stringify({ port, users: [] }));
      });
      expect(answer).toBe(
        `409 {"message":"port ${port} of 127.0.0.1 cannot be had for a cache (EADDRINUSE); end what holds it, or give the cache another port in the environment: data: { KEY: { port: ${port + 1} } }"}`,
      );
      expect(started.map(isRunning)).toEqual([false]);
    } finally {
      own.close();
      taken.close();
    }
  });

  it("has a name that ElastiCache takes, and no path", async () => {
    for (const name of ["..", "a%2Fb", "A"]) {
      expect(await ask("PUT", `/caches/${name}`, { port, users: [] })).toEqual({
        status: 409,
        answer: { message: `"${name}" is no name of a cache` },
      });
    }
  });
});

function optionsOf(from: CacheServers): ConstructorParameters<typeof CacheServers>[0] {
  return (from as unknown as { options: ConstructorParameters<typeof CacheServers>[0] }).options;
}
