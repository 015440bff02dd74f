import { mkdtempSync, rmSync } from "node:fs";
import { request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudError } from "../cloud-error";
import { serveDataServers } from "./servers-api";

describe("the socket on which servers are asked for", () => {
  const asked: unknown[] = [];
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "servers-"));
    const caches = {
      ensure: async (name: string, description: unknown) => {
        asked.push([name, description]);
        return { host: "127.0.0.1", port: 1 };
      },
      remove: async (name: string) => {
        asked.push(name);
      },
    };
    const refusing = (error: Error) => ({ ensure: () => Promise.reject(error), remove: () => Promise.reject(error) });
    const databases = refusing(new CloudError("port 1 is in use"));
    server = await serveDataServers({ caches, databases, broken: refusing(new Error("broken")) }, join(folder, "s"));
  });
  beforeEach(() => {
    asked.length = 0;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function ask(method: string, path: string, body?: object): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath: join(folder, "s"), method, path }, async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        resolve(`${response.statusCode} ${text}`);
      });
      sent.once("error", reject);
      sent.end(body && JSON.stringify(body));
    });
  }

  it("runs a server of a kind as it is described, and ends it", async () => {
    expect(await ask("PUT", "/caches/sessions", { port: 1 })).toBe('200 {"host":"127.0.0.1","port":1}');
    expect(await ask("DELETE", "/caches/sessions")).toBe("200 {}");
    expect(asked).toEqual([["sessions", { port: 1 }], "sessions"]);
  });

  it.each([
    ["PUT", "/queues/a", '404 {"message":"/queues/a: there are caches, databases, broken"}'],
    ["PUT", "/caches/a/b", '404 {"message":"/caches/a/b: there are caches, databases, broken"}'],
    ["GET", "/caches/a", '405 {"message":"GET is nothing that can be done with a server"}'],
    ["PUT", "/databases/a", '409 {"message":"port 1 is in use"}'],
    ["DELETE", "/broken/a", '500 {"message":"broken"}'],
  ])("says why there is no server: %s %s", async (method, path, answer) => {
    expect(await ask(method, path, method === "PUT" ? {} : undefined)).toBe(answer);
    expect(asked).toEqual([]);
  });
});
