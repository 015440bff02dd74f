import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { Delegations } from "./delegations";
import { ExistingZone } from "./existing-zone";
import { HostedZone, type HostedZoneProps } from "./hosted-zone";

function zones(changes: Partial<HostedZoneProps> = {}): Record<string, Record<string, Block>> {
  return oneStack((stack) => {
    new HostedZone(stack, "HostedZone", { domain: "example.org", forceDestroy: false, ...changes });
  }).resource;
}

describe("HostedZone", () => {
  it("answers for the domain", () => {
    expect(zones().aws_route53_zone?.zone_example_org?.name).toBe("example.org");
  });

  it("lets anybody issue certificates for names below it, unless asked otherwise", () => {
    expect(zones().aws_route53_record).toBeUndefined();
  });

  it("lets only those issue certificates that are named, wildcards included", () => {
    expect(zones({ certificateAuthorities: ["amazon.com"] }).aws_route53_record?.caa_example_org).toMatchObject({
      zone_id: "${aws_route53_zone.zone_example_org.zone_id}",
      name: "example.org",
      type: "CAA",
      // Terraform JSON carries the quotes of the record's value as they are.
      records: ['0 issue "amazon.com"', '0 issuewild "amazon.com"'],
    });
  });

  it.each([true, false])("is deleted with records of others only where that is asked for: %s", (forceDestroy) => {
    expect(zones({ forceDestroy }).aws_route53_zone?.zone_example_org?.force_destroy).toBe(forceDestroy);
  });

  it("of another domain is another one, which need not wait for the end of the old", () => {
    const changed = zones({ domain: "example.net" }).aws_route53_zone;
    expect(Object.keys(changed ?? {})).toEqual(["zone_example_net"]);
  });

  it("of a former domain stays untouched while others still keep records in it", () => {
    const before = zones();
    const between = zones({ domain: "example.net", formerDomains: ["example.org"] });
    expect(between.aws_route53_zone).toMatchObject({ ...before.aws_route53_zone, zone_example_net: {} });
  });
});

describe("Delegations", () => {
  it("name the servers of the zone that answers for a domain below", () => {
    const { resource } = oneStack((stack) => {
      new Delegations(stack, "Delegations", {
        zoneId: "Z1",
        nameServers: { "staging.example.org": ["ns-2.awsdns-00.org", "ns-1.awsdns-00.com"] },
      });
    });
    expect(resource.aws_route53_record?.delegation_staging_example_org).toMatchObject({
      zone_id: "Z1",
      name: "staging.example.org",
      type: "NS",
      records: ["ns-1.awsdns-00.com", "ns-2.awsdns-00.org"],
    });
  });
});

describe("ExistingZone", () => {
  it("is looked up by its id, and nothing is created", () => {
    const { data, resource } = oneStack((stack) => {
      new ExistingZone(stack, "Zone", { zoneId: "Z1", domain: "app.example.org" });
    });
    expect(data.aws_route53_zone?.zone?.zone_id).toBe("Z1");
    expect(resource).toEqual({});
  });

  it("is refused unless it answers for the domain", () => {
    const { data } = oneStack((stack) => {
      new ExistingZone(stack, "Zone", { zoneId: "Z1", domain: "app.example.org" });
    });
    expect(data.aws_route53_zone?.zone?.lifecycle.postcondition).toEqual([
      {
        condition: '${self.name == "app.example.org" || endswith("app.example.org", ".${self.name}")}',
        error_message:
          "Zone Z1 does not answer for app.example.org; name the zone of app.example.org in the environment's dns.",
      },
    ]);
  });
});
