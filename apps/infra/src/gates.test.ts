import { environmentNames, gateFindings, loadEnvironment } from "@app/config";
import { KNOWN_TO_GATES } from "@app/plan-review";

describe("the gates of an environment", () => {
  it("may name exactly what the plan review finds", () => {
    expect([...gateFindings].sort()).toEqual([...KNOWN_TO_GATES].sort());
  });

  it("keep data in production from being lost", () => {
    expect(loadEnvironment("production").gates.forbid).toContain("data loss");
  });

  it.each(environmentNames())("open no port of %s to everybody but those of the load balancer", (name) => {
    expect(loadEnvironment(name).gates.publicPorts).toEqual([80, 443]);
  });
});
