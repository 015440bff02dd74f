import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { CloudError } from "../cloud-error";
import { freePort } from "../process/ports";
import { LoopbackAddresses } from "./loopback-addresses";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(port: number, host: string): Promise<void> {
  const server = createServer().listen(port, host);
  servers.push(server);
  await once(server, "listening");
}

/** What Linux answers on without further ado; elsewhere only the first address of this machine exists. */
const onLinux = process.platform === "linux" ? it : it.skip;

describe("the loopback address of a task", () => {
  onLinux("is one of its own, on which every task can listen on the same port", async () => {
    const port = await freePort();
    const addresses = new LoopbackAddresses();
    const given = await Promise.all([addresses.reserve(port), addresses.reserve(port), addresses.reserve(port)]);
    expect(new Set(given).size).toBe(3);
    await Promise.all(given.map((address) => listen(port, address)));
    for (const address of given) expect(address).toMatch(/^127\./);
    expect(given).not.toContain("127.0.0.1");
  });

  it("is never given twice at a time, also before anything listens there", async () => {
    const addresses = new LoopbackAddresses(["127.0.0.1", "127.0.0.2"]);
    const port = await freePort();
    expect(await Promise.all([addresses.reserve(0), addresses.reserve(0)])).toEqual(["127.0.0.1", "127.0.0.2"]);
    addresses.release("127.0.0.1");
    expect(await addresses.reserve(port)).toBe("127.0.0.1");
  });

  it("is none on which somebody else has the port", async () => {
    const port = await freePort();
    await listen(port, "127.0.0.1");
    await expect(new LoopbackAddresses(["127.0.0.1"]).reserve(port)).rejects.toThrow(CloudError);
    await expect(new LoopbackAddresses(["127.0.0.1"]).reserve(port)).rejects.toThrow(
      process.platform === "linux" ? `no loopback address found on which port ${port} is free` : "ifconfig lo0 alias",
    );
  });
});
