import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { PortForwarder } from "./port-forwarder";

const ADDRESS = "127.0.0.2";
// Elsewhere an address other than 127.0.0.1 needs an alias.
const onLinux = process.platform === "linux" ? describe : describe.skip;

let target: Server;
let forwarder: PortForwarder;
/** The forwarded port: the target's own, on another address. */
let port: number;
let sockets: Socket[];

beforeEach(async () => {
  sockets = [];
  target = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(target, "listening");
  port = (target.address() as AddressInfo).port;
  forwarder = await PortForwarder.listen({ address: ADDRESS, port, target: () => ({ host: "127.0.0.1", port }) });
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  target.close();
  await forwarder.close();
});

/** Both ends of a connection through the forwarder. */
async function connection(): Promise<{ client: Socket; server: Socket }> {
  const client = connect({ host: ADDRESS, port, allowHalfOpen: true });
  const [server] = (await once(target, "connection")) as [Socket];
  sockets.push(client, server);
  // Each test says itself what becomes of an error.
  for (const socket of sockets) socket.on("error", () => undefined);
  return { client, server };
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  // Iterating over the socket would destroy it at its end.
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "end");
  return text;
}

onLinux("a forwarded port", () => {
  it("lets one side end while the other goes on", async () => {
    const { client, server } = await connection();
    client.end("question");
    expect(await textOf(server)).toBe("question");
    server.end("answer");
    expect(await textOf(client)).toBe("answer");
  });

  it.each(["client", "server"] as const)("tells one side when the other breaks off: the %s", async (name) => {
    const ends = await connection();
    const other = name === "client" ? ends.server : ends.client;
    other.resume();
    ends.client.write("begun");
    await once(ends.server, "readable");
    const error = once(other, "error");
    ends[name].resetAndDestroy();
    expect((await error)[0]).toMatchObject({ code: "ECONNRESET" });
  });

  it("takes no more from one side than the other reads", async () => {
    const { client, server } = await connection();
    server.pause();
    const chunk = Buffer.alloc(1024 * 1024);
    const size = 64;
    for (let count = 0; count < size; count += 1) client.write(chunk);
    client.end();
    let received = 0;
    for await (const part of server) {
      // What lies between the two is bounded: most of it waits where it came from.
      if (received === 0) expect(client.writableLength).toBeGreaterThan((size * chunk.length) / 2);
      received += part.length;
    }
    expect(received).toBe(size * chunk.length);
  });

  it("breaks a connection off when nobody listens behind it", async () => {
    target.close();
    const client = connect({ host: ADDRESS, port });
    sockets.push(client);
    expect((await once(client, "error"))[0]).toMatchObject({ code: "ECONNRESET" });
  });

  it("is nobody's when it was closed, and its connections have ended", async () => {
    const { client } = await connection();
    const closed = new Promise((resolve) => client.once("close", resolve));
    client.resume();
    await forwarder.close();
    await closed;
    const late = connect({ host: ADDRESS, port });
    expect((await once(late, "error"))[0]).toMatchObject({ code: "ECONNREFUSED" });
    forwarder = await PortForwarder.listen({ address: ADDRESS, port, target: () => ({ host: "127.0.0.1", port }) });
  });

  it("is refused where somebody listens already", async () => {
    const second = PortForwarder.listen({ address: ADDRESS, port, target: () => ({ host: "127.0.0.1", port }) });
    await expect(second).rejects.toThrow("EADDRINUSE");
  });
});
