import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { Network, type NetworkProps } from "./network";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/network.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

/** The resources of one network `net` in three zones. */
function network(changes: Partial<NetworkProps> = {}): Record<string, Record<string, Block>> {
  const { stack } = synthesize((app) => {
    new Network(new TestStack(app, "stack", settings, {}), "net", {
      name: "flask-test",
      region: "eu-central-1",
      accountId: "111111111111",
      cidr: "10.0.0.0/16",
      zones: [
        { letter: "a", publicCidr: "10.0.0.0/24", privateCidr: "10.0.16.0/20" },
        { letter: "b", publicCidr: "10.0.1.0/24", privateCidr: "10.0.32.0/20" },
        { letter: "c", publicCidr: "10.0.2.0/24", privateCidr: "10.0.48.0/20" },
      ],
      nat: "one-per-zone",
      ipv6: false,
      flowLogRetentionDays: 30,
      ...changes,
    });
  });
  return stack?.resource ?? {};
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
    expect(blocks).toContain("${cidrsubnet(aws_vpc.net_vpc.ipv6_cidr_block, 8, 0)}");
  });

  it("closes the default security group", () => {
    const group = network().aws_default_security_group?.net_default_group;
    expect(group).toMatchObject({ vpc_id: "${aws_vpc.net_vpc.id}" });
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });
});

describe("routes of a Network", () => {
  it("lead from all public subnets to the internet gateway", () => {
    const { aws_route, aws_route_table_association } = network();
    expect(aws_route?.net_public_ipv4).toMatchObject({
      route_table_id: "${aws_route_table.net_public.id}",
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: "${aws_internet_gateway.net_internet_gateway.id}",
    });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_route_table_association?.[`net_public_association_${letter}`]).toMatchObject({
        route_table_id: "${aws_route_table.net_public.id}",
        subnet_id: `\${aws_subnet.net_subnet_public_${letter}.id}`,
      });
    }
  });

  it("let private subnets out over IPv6 and nothing in", () => {
    const { aws_route } = network({ ipv6: true });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_route?.[`net_egress_ipv6_${letter}`]).toMatchObject({
        route_table_id: `\${aws_route_table.net_egress_private_${letter}.id}`,
        destination_ipv6_cidr_block: "::/0",
        egress_only_gateway_id: "${aws_egress_only_internet_gateway.net_egress_ipv6_gateway.id}",
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
      expect(aws_route_table_association?.[`net_egress_private_association_${letter}`]).toMatchObject({
        route_table_id: `\${aws_route_table.net_egress_private_${letter}.id}`,
        subnet_id: `\${aws_subnet.net_subnet_private_${letter}.id}`,
      });
    }
  });

  it("one-per-zone keeps each zone's traffic in the zone", () => {
    const { aws_nat_gateway, aws_route } = network({ nat: "one-per-zone" });
    for (const letter of ["a", "b", "c"]) {
      expect(aws_nat_gateway?.[`net_egress_nat_gateway_${letter}`]?.subnet_id).toBe(
        `\${aws_subnet.net_subnet_public_${letter}.id}`,
      );
      expect(aws_route?.[`net_egress_nat_${letter}`]).toMatchObject({
        route_table_id: `\${aws_route_table.net_egress_private_${letter}.id}`,
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: `\${aws_nat_gateway.net_egress_nat_gateway_${letter}.id}`,
      });
    }
  });

  it("single sends every zone through one gateway", () => {
    const { aws_nat_gateway, aws_eip, aws_route } = network({ nat: "single" });
    expect(Object.keys(aws_nat_gateway ?? {})).toEqual(["net_egress_nat_gateway_a"]);
    expect(Object.keys(aws_eip ?? {})).toHaveLength(1);
    expect(["a", "b", "c"].map((letter) => aws_route?.[`net_egress_nat_${letter}`]?.nat_gateway_id)).toEqual(
      Array(3).fill("${aws_nat_gateway.net_egress_nat_gateway_a.id}"),
    );
  });

  it("none leaves private subnets without a route to the internet", () => {
    const { aws_nat_gateway, aws_eip, aws_route } = network({ nat: "none" });
    expect(aws_nat_gateway).toBeUndefined();
    expect(aws_eip).toBeUndefined();
    expect(Object.keys(aws_route ?? {})).toEqual(["net_public_ipv4"]);
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
      expect(endpoint.subnet_ids).toEqual(
        ["a", "b", "c"].map((zone) => `\${aws_subnet.net_subnet_private_${zone}.id}`),
      );
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

  it.each(["one-per-zone", "single"] as const)("%s pays for no interface endpoints", (nat) => {
    const { aws_vpc_endpoint, aws_security_group } = network({ nat });
    expect(Object.keys(aws_vpc_endpoint ?? {}).sort()).toEqual(["net_endpoint_dynamodb", "net_endpoint_s3"]);
    expect(aws_security_group).toBeUndefined();
  });

  it.each(["one-per-zone", "single", "none"] as const)("%s reaches S3 and DynamoDB by free gateways", (nat) => {
    const { aws_vpc_endpoint } = network({ nat });
    for (const service of ["s3", "dynamodb"]) {
      expect(aws_vpc_endpoint?.[`net_endpoint_${service}`]).toMatchObject({
        vpc_endpoint_type: "Gateway",
        route_table_ids: ["a", "b", "c"].map((zone) => `\${aws_route_table.net_egress_private_${zone}.id}`),
      });
    }
  });
});

describe("flow log of a Network", () => {
  it("records accepted and refused connections for the days asked for", () => {
    const { aws_flow_log, aws_cloudwatch_log_group } = network();
    expect(aws_flow_log?.net_flow_log_all).toMatchObject({
      vpc_id: "${aws_vpc.net_vpc.id}",
      traffic_type: "ALL",
      log_destination: "${aws_cloudwatch_log_group.net_flow_log_group.arn}",
    });
    expect(aws_cloudwatch_log_group?.net_flow_log_group?.retention_in_days).toBe(30);
  });

  it("may write its own log group only", () => {
    const { Statement } = JSON.parse(network().aws_iam_role_policy?.net_flow_log_policy?.policy);
    expect(Statement.map((statement: Block) => statement.Resource)).toEqual([
      ["${aws_cloudwatch_log_group.net_flow_log_group.arn}:*"],
    ]);
  });
});
