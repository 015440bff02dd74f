import { serviceUrl } from "./service-url";

describe("serviceUrl", () => {
  const url = (paths: readonly string[]) =>
    serviceUrl({
      hostNames: ["shop.example.org", "www.example.org"],
      routes: [
        { priority: 1, hostNames: ["shop.example.org"], paths: ["/health_check"], allowedCidrs: [], hidden: true },
        { priority: 2, hostNames: ["shop.example.org"], paths, allowedCidrs: [], hidden: false },
      ],
    });

  it.each([
    ["the host itself for a service that has all of it", [], "https://shop.example.org/"],
    ["what is fixed of the first path", ["/api/v?/*", "/other"], "https://shop.example.org/api/v"],
    ["the host itself where the path may begin with anything", ["*.php"], "https://shop.example.org/"],
  ])("is %s", (_, paths, expected) => {
    expect(url(paths)).toBe(expected);
  });
});
