import { networkInterfaces } from "node:os";
import { withBridge } from "./bind-hosts";

// Elsewhere loopback is one address.
const onLinux = process.platform === "linux" ? it : it.skip;

describe("addresses that the emulator listens on", () => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const other = own.find(({ internal, family }) => !internal && family === "IPv4")?.address;

  it("are loopback alone where the bridge is another machine's", async () => {
    expect(await withBridge("203.0.113.1")).toEqual(["127.0.0.1"]);
  });

  it("are each named once", async () => {
    expect(await withBridge("127.0.0.1")).toEqual(["127.0.0.1"]);
  });

  onLinux("are those without a carrier as well, which no list of interfaces has", async () => {
    expect(await withBridge("127.0.0.2")).toEqual(["127.0.0.1", "127.0.0.2"]);
  });

  const where = other === undefined ? it.skip : it;
  where("are the bridge's as well where it is this machine's", async () => {
    expect(await withBridge(other ?? "")).toEqual(["127.0.0.1", other]);
  });
});
