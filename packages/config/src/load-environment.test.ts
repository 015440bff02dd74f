import { ConfigurationError } from "./configuration-error";
import { environmentNames, loadEnvironment, parseEnvironment } from "./load-environment";

/** Checks `production` with some fields replaced, and returns what the refusal says. */
function refusal(changes: object, name = "production"): string {
  const { name: _, ...description } = loadEnvironment("production");
  try {
    parseEnvironment(name, { ...description, ...changes });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return "accepted";
}

const production = loadEnvironment("production");

describe("environments", () => {
  it.each(environmentNames())("%s is valid", (name) => {
    expect(loadEnvironment(name).name).toBe(name);
  });

  it("never share an account's state, names or addresses of the domain", () => {
    const domains = environmentNames().map((name) => loadEnvironment(name).dns.domain);
    expect(new Set(domains).size).toBe(domains.length);
  });

  it("are unknown unless there is a file, and the message lists those that exist", () => {
    expect(() => loadEnvironment("prod")).toThrow(
      'unknown environment "prod"; choose one of local, production, staging, or add packages/config/src/environments/prod.ts',
    );
  });
});

describe("a refusal", () => {
  it("names the file, the path, the value and the remedy", () => {
    expect(refusal({ network: { ...production.network, cidr: "10.30.0.1/16" } })).toContain(
      'environments/production.ts: network.cidr: "10.30.0.1/16" is not an IPv4 network address; write it like "10.0.0.0/16"',
    );
  });

  it("comes for a single availability zone", () => {
    const { a } = production.network.availabilityZones;
    expect(refusal({ network: { ...production.network, availabilityZones: { a } } })).toMatch(
      /^environments\/production.ts: network.availabilityZones: needs at least 2 zones and at most 3, got 1;/,
    );
  });

  it("comes for overlapping subnets", () => {
    const { a, b } = production.network.availabilityZones;
    const overlapping = { a, b: { ...b, privateCidr: "10.30.0.0/20" } };
    expect(refusal({ network: { ...production.network, availabilityZones: overlapping } })).toContain(
      "network.availabilityZones.b.privateCidr: 10.30.0.0/20 overlaps availabilityZones.a.publicCidr (10.30.0.0/24)",
    );
  });

  it("comes for a subnet outside the VPC", () => {
    const { a, b } = production.network.availabilityZones;
    const outside = { a, b: { ...b, privateCidr: "10.31.0.0/20" } };
    expect(refusal({ network: { ...production.network, availabilityZones: outside } })).toContain(
      "network.availabilityZones.b.privateCidr: 10.31.0.0/20 lies outside the VPC's 10.30.0.0/16",
    );
  });

  it.each([
    [256, 700, "700 is not a Fargate size for 256 CPU units; choose 512, 1024 or 2048"],
    [4096, 4096, "4096 is not a Fargate size for 4096 CPU units; choose 8192, 9216, … 30720"],
  ])("comes for %i CPU units with %i MiB", (cpu, memoryMiB, message) => {
    expect(refusal({ service: { ...production.service, cpu, memoryMiB } })).toContain(
      `environments/production.ts: service.memoryMiB: ${message}`,
    );
  });

  it("comes for a CPU size that Fargate does not have", () => {
    expect(refusal({ service: { ...production.service, cpu: 300 } })).toContain(
      "service.cpu: 300 is not a Fargate CPU size; choose 256, 512, 1024, 2048, 4096, 8192, 16384",
    );
  });

  it("comes for a host name outside the zone or beyond the certificate", () => {
    const message = refusal({ dns: { domain: "example.com", hostNames: ["example.org", "a.b.example.com"] } });
    expect(message).toContain("dns.hostNames.0: example.org is outside the zone example.com");
    expect(message).toContain(
      "dns.hostNames.1: a.b.example.com is outside the zone example.com or more than one label",
    );
  });

  it("comes for a name that makes load balancer names too long", () => {
    expect(refusal({}, "a-very-long-environment-name")).toMatch(
      /name: "a-very-long-environment-name" makes load balancer names of 34 characters .* shorten it by 2/,
    );
  });

  it("comes for a name with characters that resources cannot have", () => {
    expect(refusal({}, "Prod_1")).toContain('name: "Prod_1" is not a name; use lower-case letters, digits and hyphens');
  });

  it("comes for an image without a digest", () => {
    expect(refusal({ image: { source: "existing", uri: "flask:latest" } })).toContain(
      'image.uri: "flask:latest" does not name an image by digest',
    );
  });

  it("comes for a missing and for an unknown field", () => {
    const message = refusal({ notesTable: undefined, colour: "red" });
    expect(message).toContain("notesTable: is missing");
    expect(message).toContain("unknown field colour; remove or correct the name");
  });

  it("lists every mistake, a line each", () => {
    const message = refusal({ aws: { accountId: "12", region: "Frankfurt" } });
    expect(message.split("\n")).toEqual([
      'environments/production.ts: aws.accountId: "12" is not an AWS account id; it has 12 digits',
      'environments/production.ts: aws.region: "Frankfurt" is not an AWS region; write it like "eu-central-1"',
    ]);
  });
});
