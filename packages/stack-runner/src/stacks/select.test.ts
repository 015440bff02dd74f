import { UsageError } from "../runner-error";
import { downstreamOutside, selectStacks, upstreamOutside } from "./select";
import type { Stack } from "./stack";

function stack(id: string, ...dependencies: string[]): Stack {
  return { id, dependencies, folder: `/out/stacks/${id}`, configuration: "{}" };
}

const network = stack("infra-network");
const dns = stack("infra-dns");
const edge = stack("infra-edge", "infra-network", "infra-dns");
const service = stack("infra-service", "infra-edge");
const STACKS = [network, dns, edge, service];

function selected(...patterns: string[]): string[] {
  return selectStacks(STACKS, "infra", patterns).map(({ id }) => id);
}

describe("selectStacks", () => {
  it.each([
    { patterns: [], what: "no pattern" },
    { patterns: ["infra"], what: "the group" },
    { patterns: ["infra-*"], what: "a glob of all" },
    { patterns: ["*"], what: "a star" },
    { patterns: ["network", "infra"], what: "the group beside a stack" },
  ])("takes every stack for $what", ({ patterns }) => {
    expect(selected(...patterns)).toEqual(STACKS.map(({ id }) => id));
  });

  it.each(["infra-edge", "edge", "infra-e*", "e*"])("finds one stack as %s", (pattern) => {
    expect(selected(pattern)).toEqual(["infra-edge"]);
  });

  it("keeps the stacks' own order and names each once", () => {
    expect(selected("service", "{dns,edge}", "infra-dns")).toEqual(["infra-dns", "infra-edge", "infra-service"]);
  });

  it.each(["infra-nothing", "net", "infra-", "[", "", "staging-*"])(
    "refuses %j and names the known stacks",
    (pattern) => {
      expect(() => selected("network", pattern)).toThrow(
        new UsageError(
          `no stack is called "${pattern}"; there are infra-network, infra-dns, infra-edge, infra-service, and "infra" for all of them`,
        ),
      );
    },
  );
});

describe("stacks outside of a selection", () => {
  it("upstream are those that it reads from, directly or through others", () => {
    expect(upstreamOutside(STACKS, [service])).toEqual([network, dns, edge]);
    expect(upstreamOutside(STACKS, [service, edge])).toEqual([network, dns]);
    expect(upstreamOutside(STACKS, [network])).toEqual([]);
  });

  it("downstream are those that read from it, directly or through others", () => {
    expect(downstreamOutside(STACKS, [dns])).toEqual([edge, service]);
    expect(downstreamOutside(STACKS, [dns, service])).toEqual([edge]);
    expect(downstreamOutside(STACKS, [service])).toEqual([]);
  });
});
