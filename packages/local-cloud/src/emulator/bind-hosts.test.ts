import { networkInterfaces } from "node:os";
import { withBridge } from "./bind-hosts";

describe("addresses that the emulator listens on", () => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const other = own.find(({ internal, family }) => !internal && family === "IPv4")?.address;

  it("are loopback alone where the bridge is another machine's", () => {
    expect(withBridge("203.0.113.1")).toEqual(["127.0.0.1"]);
  });

  it("are each named once", () => {
    expect(withBridge("127.0.0.1")).toEqual(["127.0.0.1"]);
  });

  const where = other === undefined ? it.skip : it;
  where("are the bridge's as well where it is this machine's", () => {
    expect(withBridge(other ?? "")).toEqual(["127.0.0.1", other]);
  });
});
