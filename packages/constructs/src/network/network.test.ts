import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { Network, type NetworkProps } from "./network";

const ZONES = {
  a: { letter: "a", publicCidr: "10.0.0.0/24", privateCidr: "10.0.16.0/20" },
  b: { letter: "b", publicCidr: "10.0.1.0/24", privateCidr: "10.0.32.0/20" },
  c: { letter: "c", publicCidr: "10.0.2.0/24", privateCidr: "10.0.48.0/20" },
};

/** The resources of one network in three zones. */
function network(changes: Partial<NetworkProps> = {}): Record<string, Record<string, Block>> {
  return oneStack((stack) => {
    new Network(stack, "Network", {
      name: "flask-test",
      region: "eu-central-1",
      accountId: "111111111111",
      cidr: "10.0.0.0/16",
      zones: Object.values(ZONES),
      nat: "one-per-zone",
      ipv6: false,
      flowLogRetentionDays: 30,
      ...changes,
    });
  }).resource;
}

const values = (blocks: Record<string, Block> = {}) => Object.values(blocks);

describe("subnets of a Network", () => {
  it("puts one public and one private subnet into each zone", () => {
    const placed = values(network().aws_subnet).map((subnet) => [subnet.availability_zone, subnet.cidr_block]);
    expect(placed).toEqual([
      ["eu-central-1a", "10.0.16.0/20"],
      ["eu-central-1b", "10.0.32.0/20"],
      ["eu-central-1c", "10.0.48.0/20"],
      ["eu-central-1a", "10.0.0.0/24"],
      ["eu-central-1b", "10.0.1.0/24"],
      ["eu-central-1c", "10.0.2.0/24"],
    ]);
  });

  it("gives nothing in them a public IPv4 address by itself", () => {
    expect(values(network().aws_subnet).map((subnet) => subnet.map_public_ip_on_launch)).toEqual(Array(6).fill(false));
  });

  it("gives each a /64 of its own when IPv6 is on", () => {
    const blocks = values(network({ ipv6: true }).aws_subnet).map((subnet) => subnet.ipv6_cidr_block);
    expect(new Set(blocks).size).toBe(6);
    expect(blocks).toContain("${cidrsubnet(aws_vpc.vpc.ipv6_cidr_block, 8, 0)}");
  });

  it("has room for six zones whose /64 never meet", () => {
    const zones = ["a", "b", "c", "d", "e", "f"].map((letter, index) => ({
      letter,
      publicCidr: `10.0.${index}.0/24`,
      privateCidr: `10.0.${(index + 1) * 16}.0/20`,
    }));
    const blocks = values(network({ ipv6: true, zones }).aws_subnet).map((subnet) => subnet.ipv6_cidr_block);
    expect(new Set(blocks).size).toBe(12);
  });

  it("closes the default security group", () => {
    const group = network().aws_default_security_group?.closed;
    expect(group).toMatchObject({ vpc_id: "${aws_vpc.vpc.id}" });
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });
});

describe("routes of a Network", () => {
  it("lead from all public subnets to the internet gateway", () => {
    const { aws_route, aws_route_table_association } = network();
    expect(aws_route?.public_ipv4).toMatchObject({
      route_table_id: "${aws_route_table.public.id}",
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: "${aws_internet_gateway.internet.id}",
    });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_route_table_association?.[`public_association_${letter}`]).toMatchObject({
        route_table_id: "${aws_route_table.public.id}",
        subnet_id: `\${aws_subnet.public_${letter}.id}`,
      });
    }
  });

  it("let private subnets out over IPv6 and nothing in", () => {
    const { aws_route } = network({ ipv6: true });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_route?.[`ipv6_route_${letter}`]).toMatchObject({
        route_table_id: `\${aws_route_table.private_${letter}.id}`,
        destination_ipv6_cidr_block: "::/0",
        egress_only_gateway_id: "${aws_egress_only_internet_gateway.ipv6_gateway.id}",
      });
    }
  });

  it("mention no IPv6 when it is off", () => {
    expect(JSON.stringify(network().aws_route)).not.toContain("::/0");
  });
});

describe("NAT strategy", () => {
  it.each(["one-per-zone", "single", "none"] as const)("%s gives each private subnet its zone's routes", (nat) => {
    const { aws_route_table_association } = network({ nat });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_route_table_association?.[`private_association_${letter}`]).toMatchObject({
        route_table_id: `\${aws_route_table.private_${letter}.id}`,
        subnet_id: `\${aws_subnet.private_${letter}.id}`,
      });
    }
  });

  it("one-per-zone keeps each zone's traffic in the zone", () => {
    const { aws_nat_gateway, aws_route } = network({ nat: "one-per-zone" });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_nat_gateway?.[`nat_${letter}`]?.subnet_id).toBe(`\${aws_subnet.public_${letter}.id}`);
      expect(aws_route?.[`nat_route_${letter}`]).toMatchObject({
        route_table_id: `\${aws_route_table.private_${letter}.id}`,
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: `\${aws_nat_gateway.nat_${letter}.id}`,
      });
    }
  });

  it("single sends every zone through one gateway", () => {
    const { aws_nat_gateway, aws_eip, aws_route } = network({ nat: "single" });
    expect(Object.keys(aws_nat_gateway ?? {})).toEqual(["nat_a"]);
    expect(Object.keys(aws_eip ?? {})).toHaveLength(1);
    expect(["a", "b", "c"].map((letter) => aws_route?.[`nat_route_${letter}`]?.nat_gateway_id)).toEqual(
      Array(3).fill("${aws_nat_gateway.nat_a.id}"),
    );
  });

  it.each([true, false])("none leaves private subnets without a route to the internet, with IPv6: %s", (ipv6) => {
    const { aws_nat_gateway, aws_eip, aws_route, aws_egress_only_internet_gateway } = network({ nat: "none", ipv6 });
    expect([aws_nat_gateway, aws_eip, aws_egress_only_internet_gateway]).toEqual([undefined, undefined, undefined]);
    expect(values(aws_route).map((route) => route.route_table_id)).toEqual(
      Array(ipv6 ? 2 : 1).fill("${aws_route_table.public.id}"),
    );
  });

  it("single stands in the zone that is named", () => {
    expect(network({ nat: "single", natZone: "c" }).aws_nat_gateway).toMatchObject({
      nat_c: { subnet_id: "${aws_subnet.public_c.id}" },
    });
  });

  it("none reaches further services where that is asked for, each once", () => {
    const { aws_vpc_endpoint } = network({ nat: "none", interfaceServices: ["ssmmessages", "logs"] });
    expect(Object.keys(aws_vpc_endpoint ?? {}).sort()).toEqual([
      "dynamodb",
      "ecr_api",
      "ecr_dkr",
      "logs",
      "s3",
      "ssmmessages",
    ]);
  });

  it("none keeps its endpoints reachable while their group is replaced", () => {
    const group = network({ nat: "none" }).aws_security_group?.endpoints;
    expect(group).toMatchObject({ name_prefix: "flask-test-endpoints-", lifecycle: { create_before_destroy: true } });
    expect(group).not.toHaveProperty("name");
  });

  it("none reaches the registry and the logs through interface endpoints in every private subnet", () => {
    const { aws_vpc_endpoint } = network({ nat: "none" });
    const interfaces = values(aws_vpc_endpoint).filter((endpoint) => endpoint.vpc_endpoint_type === "Interface");
    expect(interfaces.map((endpoint) => endpoint.service_name).sort()).toEqual([
      "com.amazonaws.eu-central-1.ecr.api",
      "com.amazonaws.eu-central-1.ecr.dkr",
      "com.amazonaws.eu-central-1.logs",
    ]);
    for (const endpoint of interfaces) {
      expect(endpoint.private_dns_enabled).toBe(true);
      expect(endpoint.subnet_ids).toEqual(["a", "b", "c"].map((zone) => `\${aws_subnet.private_${zone}.id}`));
    }
  });

  it("none admits HTTPS from the private subnets only to its endpoints", () => {
    const rules = values(network({ nat: "none" }).aws_vpc_security_group_ingress_rule);
    expect(rules.map((rule) => [rule.cidr_ipv4, rule.from_port, rule.to_port])).toEqual([
      ["10.0.16.0/20", 443, 443],
      ["10.0.32.0/20", 443, 443],
      ["10.0.48.0/20", 443, 443],
    ]);
  });

  it("none lets the credentials of this account alone through its endpoints, and the layers of images", () => {
    const endpoints = network({ nat: "none", interfaceServices: ["ssmmessages"] }).aws_vpc_endpoint ?? {};
    const own = {
      Sid: "CredentialsOfThisAccount",
      Effect: "Allow",
      Principal: "*",
      Action: ["*"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } },
    };
    const { s3, ...others } = endpoints;
    expect(JSON.parse(s3?.policy).Statement).toEqual([
      own,
      {
        Sid: "LayersOfImages",
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*"],
      },
    ]);
    expect(Object.keys(others).sort()).toEqual(["dynamodb", "ecr_api", "ecr_dkr", "logs", "ssmmessages"]);
    for (const { policy } of values(others)) expect(JSON.parse(policy).Statement).toEqual([own]);
  });

  it.each(["one-per-zone", "single"] as const)("%s stops no download in its free gateways", (nat) => {
    for (const endpoint of values(network({ nat }).aws_vpc_endpoint)) expect(endpoint).not.toHaveProperty("policy");
  });

  it.each(["one-per-zone", "single"] as const)("%s pays for no interface endpoints", (nat) => {
    const { aws_vpc_endpoint, aws_security_group } = network({ nat });
    expect(Object.keys(aws_vpc_endpoint ?? {}).sort()).toEqual(["dynamodb", "s3"]);
    expect(aws_security_group).toBeUndefined();
  });

  it.each(["one-per-zone", "single", "none"] as const)("%s reaches S3 and DynamoDB by free gateways", (nat) => {
    const { aws_vpc_endpoint } = network({ nat });
    for (const service of ["s3", "dynamodb"]) {
      expect(aws_vpc_endpoint?.[`${service}`]).toMatchObject({
        vpc_endpoint_type: "Gateway",
        route_table_ids: ["a", "b", "c"].map((zone) => `\${aws_route_table.private_${zone}.id}`),
      });
    }
  });
});

describe("a Network whose tasks run in public subnets", () => {
  const resources = network({ nat: "public-subnets", ipv6: true });

  it("pays for no way out of the private ones, which have none", () => {
    const { aws_nat_gateway, aws_eip, aws_egress_only_internet_gateway, aws_route } = resources;
    expect([aws_nat_gateway, aws_eip, aws_egress_only_internet_gateway]).toEqual([undefined, undefined, undefined]);
    expect(values(aws_route).map((route) => route.route_table_id)).toEqual(
      Array(2).fill("${aws_route_table.public.id}"),
    );
  });

  it("reaches S3 and DynamoDB by the free gateways from both, and pays for no other endpoint", () => {
    expect(Object.keys(resources.aws_vpc_endpoint ?? {}).sort()).toEqual(["dynamodb", "s3"]);
    for (const { route_table_ids } of values(resources.aws_vpc_endpoint)) {
      expect(route_table_ids).toEqual([
        ...["a", "b", "c"].map((zone) => `\${aws_route_table.private_${zone}.id}`),
        "${aws_route_table.public.id}",
      ]);
    }
  });
});

describe("zones of a Network", () => {
  const { a, b, c } = ZONES;

  it.each<[string, Partial<NetworkProps>]>([
    ["a gateway in each zone", { nat: "one-per-zone", ipv6: true }],
    ["one gateway in a named zone", { nat: "single", natZone: "b", ipv6: true }],
    ["no gateway", { nat: "none", ipv6: true, interfaceServices: ["secretsmanager"] }],
  ])("leave each other's resources alone when one comes, in front or behind: %s", (_, changes) => {
    const after = network({ ...changes, zones: [a, b, c] });
    for (const zones of [
      [a, b],
      [b, c],
      [c, b],
    ]) {
      const before = network({ ...changes, zones });
      for (const type of [
        "aws_subnet",
        "aws_route_table",
        "aws_route",
        "aws_route_table_association",
        "aws_nat_gateway",
        "aws_eip",
        "aws_vpc_security_group_ingress_rule",
      ]) {
        expect(after[type] ?? {}).toMatchObject(before[type] ?? {});
      }
    }
  });

  /** Subnets that load balancers and tasks are told of. */
  function told(zones: NetworkProps["zones"]) {
    const { resource, locals } = oneStack((stack) => {
      const { publicSubnetIds, privateSubnetIds } = new Network(stack, "Network", {
        name: "flask-test",
        region: "eu-central-1",
        accountId: "111111111111",
        cidr: "10.0.0.0/16",
        zones,
        nat: "none",
        ipv6: false,
        flowLogRetentionDays: 30,
      });
      stack.show({ public: publicSubnetIds, private: privateSubnetIds });
    });
    return { ids: locals, resource };
  }

  it("are told of in the order of their letters", () => {
    expect(told([b, a]).ids).toEqual({
      public: ["${aws_subnet.public_a.id}", "${aws_subnet.public_b.id}"],
      private: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
    });
  });

  it("keep their subnets while they are leaving, and nobody is told of them", () => {
    const { ids, resource } = told([a, b, { ...c, leaving: true }]);
    expect(JSON.stringify(ids)).not.toContain("_c");
    expect(Object.keys(resource.aws_subnet ?? {})).toEqual(expect.arrayContaining(["private_c", "public_c"]));
    for (const { vpc_endpoint_type, subnet_ids } of values(resource.aws_vpc_endpoint)) {
      if (vpc_endpoint_type === "Interface") expect(subnet_ids).not.toContain("${aws_subnet.private_c.id}");
    }
  });

  it("refuse a NAT gateway where there is none", () => {
    expect(() => network({ nat: "single", natZone: "f" })).toThrow('the network has no zone "f"; it has a, b, c');
  });
});

describe("flow log of a Network in a bucket", () => {
  const resources = network({ flowLogDestination: "s3" });

  it("is kept for the days asked for, and nowhere else", () => {
    expect(resources.aws_flow_log?.flow_log).toMatchObject({
      traffic_type: "ALL",
      log_destination_type: "s3",
      log_destination: "${aws_s3_bucket.flow_log_logs_bucket.arn}",
    });
    expect(resources.aws_s3_bucket_lifecycle_configuration?.flow_log_logs_lifecycle?.rule).toMatchObject([
      { status: "Enabled", expiration: [{ days: 30 }] },
    ]);
    expect(resources.aws_cloudwatch_log_group).toBeUndefined();
    expect(resources.aws_iam_role).toBeUndefined();
  });

  it("is delivered by this account's flow logs alone, over TLS", () => {
    const { Statement } = JSON.parse(resources.aws_s3_bucket_policy?.flow_log_logs_policy?.policy);
    const fromHere = {
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-central-1:111111111111:*" },
    };
    expect(Statement.map((one: Block) => [one.Effect, one.Action, one.Condition])).toEqual([
      ["Allow", ["s3:PutObject"], fromHere],
      ["Allow", ["s3:GetBucketAcl"], fromHere],
      ["Deny", ["s3:*"], { Bool: { "aws:SecureTransport": "false" } }],
    ]);
  });
});

describe("flow log of a Network", () => {
  it("records accepted and refused connections for the days asked for", () => {
    const { aws_flow_log, aws_cloudwatch_log_group } = network();
    expect(aws_flow_log?.flow_log).toMatchObject({
      vpc_id: "${aws_vpc.vpc.id}",
      traffic_type: "ALL",
      log_destination: "${aws_cloudwatch_log_group.flow_log.arn}",
    });
    expect(aws_cloudwatch_log_group?.flow_log?.retention_in_days).toBe(30);
  });

  it("may write its own log group only", () => {
    const { Statement } = JSON.parse(network().aws_iam_role_policy?.flow_log?.policy);
    expect(Statement.map((statement: Block) => statement.Resource)).toEqual([
      ["${aws_cloudwatch_log_group.flow_log.arn}:*"],
    ]);
  });
});
