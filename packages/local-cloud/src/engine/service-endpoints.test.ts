import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { ServiceEndpoints } from "./service-endpoints";

let endpoints: ServiceEndpoints;
let servers: Server[];

beforeEach(() => {
  servers = [];
  endpoints = new ServiceEndpoints({ listenOn: async () => "127.0.0.1", host: "127.0.0.1" });
});

afterEach(async () => {
  await endpoints.close();
  for (const server of servers) server.close();
});

/** Adds a task that answers every request with its name. */
async function task(name: string): Promise<void> {
  const answer = `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${name.length}\r\n\r\n${name}`;
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(answer));
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  endpoints.add("pricing:8080", { id: name, host: "127.0.0.1", port: (server.address() as AddressInfo).port });
}

async function ask(): Promise<string> {
  return (await fetch(`http://${await endpoints.addressOf("pricing:8080")}/`)).text();
}

describe("the endpoint of a service", () => {
  it("leads to its tasks in turn, also to those that come later", async () => {
    await task("one");
    expect(await ask()).toBe("one");
    await task("two");
    expect([await ask(), await ask(), await ask(), await ask()].sort()).toEqual(["one", "one", "two", "two"]);
  });

  it("leads no more to a task that stops, and breaks off where none is left", async () => {
    await task("one");
    await task("two");
    endpoints.remove("one");
    expect([await ask(), await ask()]).toEqual(["two", "two"]);
    endpoints.remove("two");
    await expect(ask()).rejects.toThrow("fetch failed");
  });

  it("keeps its address whoever answers, and has one before anybody does", async () => {
    const before = await endpoints.addressOf("pricing:8080");
    await task("one");
    expect(await endpoints.addressOf("pricing:8080")).toBe(before);
    expect(await endpoints.addressOf("stock:8080")).not.toBe(before);
  });
});
