import { oneStack } from "../testing/one-stack";
import { AliasRecords } from "./alias-records";

const records = (hostNames: readonly string[], ipv6 = false) =>
  oneStack((stack) => {
    new AliasRecords(stack, "Names", {
      zoneId: "Z1",
      hostNames,
      loadBalancerDnsName: "alb.example.com",
      loadBalancerZoneId: "Z2",
      ipv6,
    });
  }).resource.aws_route53_record ?? {};

describe("AliasRecords", () => {
  it("point every name at the load balancer", () => {
    const alias = { name: "alb.example.com", zone_id: "Z2", evaluate_target_health: true };
    expect(records(["example.org", "app.example.org"])).toMatchObject({
      a_example_org: { zone_id: "Z1", name: "example.org", type: "A", alias },
      a_app_example_org: { zone_id: "Z1", name: "app.example.org", type: "A", alias },
    });
  });

  it("add AAAA beside A where IPv6 is on", () => {
    expect(Object.values(records(["example.org"], true)).map(({ name, type }) => `${type} ${name}`)).toEqual([
      "A example.org",
      "AAAA example.org",
    ]);
  });

  it("stay as they are when a name comes in front of them or their order changes", () => {
    const before = records(["example.org", "www.example.org"]);
    expect(records(["www.example.org", "example.org"])).toEqual(before);
    expect(records(["1st.example.org", "example.org", "www.example.org"])).toMatchObject(before);
  });
});
