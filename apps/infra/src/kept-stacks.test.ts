import { parseEnvironment, web } from "@app/config";
import { keptStacks } from "./kept-stacks";
import { places } from "./testing/places";

function kept(changes: object): Record<string, string> {
  const written = {
    ...places,
    network: { ...places.network, nat: "single" },
    services: { web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 } } },
  };
  const application = { name: "shop", services: { web: web({ source: "apps/flask" }) } };
  return keptStacks(parseEnvironment("test", { ...written, ...changes }, application));
}

describe("a destroy of everything", () => {
  it("keeps the zone that the world may still ask", () => {
    expect(kept({})).toEqual({
      "infra-dns":
        "example.org may still be delegated to its zone, and somebody else could take it over; remove the delegation first, then name infra-dns",
    });
  });

  it("keeps nothing of a zone that somebody else keeps", () => {
    expect(kept({ dns: { domain: "example.org", zoneId: "Z0123456789ABC" } })).toEqual({});
  });

  it("keeps nothing of a laptop", () => {
    expect(kept({ aws: { accountId: "000000000000", region: "us-east-1", emulated: true } })).toEqual({});
  });
});
