import { gateFindings } from "@app/config";
import { KNOWN_TO_GATES } from "@app/plan-review";
import { otherEnvironments } from "./testing/applications";

describe("the gates of an environment", () => {
  it("may name exactly what the plan review finds", () => {
    expect([...gateFindings].sort()).toEqual([...KNOWN_TO_GATES].sort());
  });

  it("open no port to everybody but those of the load balancer where the environment says nothing else", () => {
    for (const { gates } of otherEnvironments) expect(gates.publicPorts).toEqual([80, 443]);
  });
});
