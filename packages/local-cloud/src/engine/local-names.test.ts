import { withEndpoints, withSharedNetwork } from "./local-names";
import { ServiceEndpoints } from "./service-endpoints";

describe("the containers of a task", () => {
  it("find each other under the task's address, and nobody else there", () => {
    const network = { address: "127.80.1.2", ports: [4318, 8080] };
    const given = [
      "OTEL=http://localhost:4318/v1",
      "WEB=127.0.0.1:8080",
      "OTHER=http://localhost:4317",
      "NAME=localhost",
    ];
    expect(withSharedNetwork(given, network)).toEqual([
      "OTEL=http://127.80.1.2:4318/v1",
      "WEB=127.80.1.2:8080",
      "OTHER=http://localhost:4317",
      "NAME=localhost",
    ]);
  });
});

describe("a service that another one calls", () => {
  const endpoints = new ServiceEndpoints({ listenOn: async () => "127.0.0.1", host: "127.0.0.1" });
  afterAll(() => endpoints.close());

  it("is found under an address of this machine, where it is one", async () => {
    const given = ["PRICING_URL=http://pricing:8080/v1", "REDIS=redis://cache:6379", "SITE=https://example.org:443"];
    const [pricing, ...others] = await withEndpoints(
      given,
      endpoints,
      async () => new Set(["pricing:8080", "stock:80"]),
    );
    expect(pricing).toBe(`PRICING_URL=http://${await endpoints.addressOf("pricing:8080")}/v1`);
    expect(others).toEqual(given.slice(1));
  });

  it("is not looked for where no variable could name one", async () => {
    const known = () => Promise.reject(new Error("asked"));
    expect(await withEndpoints(["A=b", "B=https://example.org:443/"], endpoints, known)).toEqual([
      "A=b",
      "B=https://example.org:443/",
    ]);
  });
});
