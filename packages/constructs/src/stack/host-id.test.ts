import { hostId } from "./host-id";

describe("hostId", () => {
  it.each([
    ["example.org", "example_org"],
    ["www.my-shop.org", "www_my__shop_org"],
    ["*.example.org", "ANY_example_org"],
  ])("makes a construct id of %s", (host, id) => {
    expect(hostId(host)).toBe(id);
  });

  it("gives no two host names one id", () => {
    const hosts = ["a.b.org", "a-b.org", "a--b.org", "ab.org", "*.org", "any.org", "star.org"];
    expect(new Set(hosts.map(hostId)).size).toBe(hosts.length);
  });

  it("does not tell upper case from lower, as DNS does not", () => {
    expect(hostId("WWW.Example.org")).toBe(hostId("www.example.org"));
  });
});
