import { isPublic, throughPorts } from "./exposure";

describe("isPublic", () => {
  it.each(["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "2000::/3", "*", "Internet"])(
    "takes %s for everybody",
    (peer) => {
      expect(isPublic({ direction: "in", through: "port 1", peer })).toBe(true);
    },
  );
  it.each([
    "10.0.0.0/8",
    "203.0.113.7/32",
    "fc00::/7",
    "2001:db8::/32",
    "sg-0",
    "pl-1",
    "itself",
    "(known after apply)",
    "a:b/0x",
  ])("does not take %s for everybody", (peer) => {
    expect(isPublic({ direction: "in", through: "port 1", peer })).toBe(false);
  });
});

describe("throughPorts", () => {
  it.each([
    [443, 443, "tcp", "port 443"],
    [1024, 65535, "tcp", "ports 1024–65535"],
    [53, 53, "udp", "port 53 (udp)"],
    [53, 53, "17", "port 53 (udp)"],
    [0, 65535, "tcp", "all ports"],
    [0, 0, "", "all ports"],
    [Number.NaN, 1, "tcp", "some ports"],
  ])("says of %d to %d of %s: %s%s", (from, to, protocol, text) => {
    expect(throughPorts(from, to, protocol).through).toBe(text);
  });
});
