import type { ResourceChange } from "../../plan/plan";
import { Sensitive } from "../../plan/value";
import { created, deleted, updated } from "../../testing/plans";
import { exposureText } from "./exposure";
import { exposureChanges } from "./exposure-changes";

function opened(change: ResourceChange): string[] {
  return exposureChanges(change).opened.map((one) => `${one.direction} ${exposureText(one)}`);
}

const HTTPS = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };

describe("what a change opens", () => {
  it("tells the rules of a group that are new", () => {
    const ssh = { from_port: 22, to_port: 22, protocol: "tcp", security_groups: ["sg-1"], self: true };
    const change = updated(
      "aws_security_group.a",
      { ingress: [HTTPS], egress: [] },
      { ingress: [HTTPS, ssh], egress: [HTTPS] },
    );
    expect(opened(change)).toEqual([
      "in port 22 open to sg-1",
      "in port 22 open to itself",
      "out port 443 reachable at 0.0.0.0/0",
      "out port 443 reachable at ::/0",
    ]);
  });

  it("tells only the peers that are new", () => {
    const wider = { ...HTTPS, cidr_blocks: ["0.0.0.0/0", "10.0.0.0/8"] };
    expect(opened(updated("aws_security_group.a", { ingress: [HTTPS] }, { ingress: [wider] }))).toEqual([
      "in port 443 open to 10.0.0.0/8",
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["aws_security_group_rule", { type: "ingress", ...HTTPS, ipv6_cidr_blocks: [] }, "in port 443 open to 0.0.0.0/0"],
    [
      "aws_security_group_rule",
      { type: "egress", protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] },
      "out all ports reachable at 0.0.0.0/0",
    ],
    [
      "aws_vpc_security_group_ingress_rule",
      { ip_protocol: "tcp", from_port: 8000, to_port: 8080, cidr_ipv4: "10.0.0.0/16" },
      "in ports 8000–8080 open to 10.0.0.0/16",
    ],
    [
      "aws_vpc_security_group_ingress_rule",
      { ip_protocol: "-1", referenced_security_group_id: "sg-1" },
      "in all ports open to sg-1",
    ],
    [
      "aws_vpc_security_group_ingress_rule",
      { ip_protocol: "icmp", from_port: 8, to_port: 0, cidr_ipv4: "0.0.0.0/0" },
      "in icmp open to 0.0.0.0/0",
    ],
    [
      "aws_vpc_security_group_egress_rule",
      { ip_protocol: "tcp", from_port: 443, to_port: 443, prefix_list_id: "pl-1" },
      "out port 443 reachable at pl-1",
    ],
    [
      "aws_lb_listener",
      { port: 443, protocol: "HTTPS" },
      "in listener port 443 (HTTPS) open to the load balancer's clients",
    ],
    [
      "google_compute_firewall",
      { source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp", ports: ["22"] }] },
      "in port 22 open to 0.0.0.0/0",
    ],
    [
      "google_compute_firewall",
      { source_ranges: ["10.0.0.0/8"], allow: [{ protocol: "all" }] },
      "in all ports open to 10.0.0.0/8",
    ],
    [
      "azurerm_network_security_rule",
      {
        access: "Allow",
        direction: "Inbound",
        protocol: "Tcp",
        source_address_prefix: "*",
        destination_port_range: "3389",
      },
      "in port 3389 open to *",
    ],
    [
      "azurerm_network_security_group",
      {
        security_rule: [
          {
            access: "Allow",
            direction: "Inbound",
            protocol: "*",
            source_address_prefixes: ["Internet"],
            destination_port_ranges: ["80-90"],
          },
        ],
      },
      "in ports 80–90 open to Internet",
    ],
  ])("understands a new %s", (type, values, expected) => {
    expect(opened(created(`${type}.a`, values))).toEqual([expected]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["google_compute_firewall", { disabled: true, source_ranges: ["0.0.0.0/0"], allow: [{ protocol: "tcp" }] }],
    ["google_compute_firewall", { direction: "EGRESS", allow: [{ protocol: "tcp" }] }],
    [
      "azurerm_network_security_rule",
      { access: "Deny", direction: "Inbound", protocol: "Tcp", source_address_prefix: "*" },
    ],
    ["aws_security_group", { ingress: "x", egress: [null, 1] }],
    ["aws_vpc", { ingress: [HTTPS] }],
  ])("finds nothing open in a %s that opens nothing", (type, values) => {
    expect(opened(created(`${type}.a`, values))).toEqual([]);
  });

  it("tells a port that is opened to somebody not known yet", () => {
    const values = { ip_protocol: "tcp", from_port: 80, to_port: 80 };
    const change = created("aws_vpc_security_group_ingress_rule.a", values, {
      after_unknown: { referenced_security_group_id: true },
    });
    expect(opened(change)).toEqual(["in port 80 open to (known after apply)"]);
  });

  it("tells a port that is opened to a sensitive address", () => {
    const change = created("aws_security_group_rule.a", {
      ...HTTPS,
      type: "ingress",
      cidr_blocks: new Sensitive(["x"]),
      ipv6_cidr_blocks: [],
    });
    expect(opened(change)).toEqual(["in port 443 open to (sensitive)"]);
  });
});

describe("what a change closes", () => {
  it("tells what is no longer open", () => {
    const change = updated(
      "aws_security_group.a",
      { ingress: [HTTPS] },
      { ingress: [{ ...HTTPS, ipv6_cidr_blocks: [] }] },
    );
    expect(exposureChanges(change).closed.map(exposureText)).toEqual(["port 443 open to ::/0"]);
    expect(
      exposureChanges(deleted("aws_lb_listener.a", { port: 80, protocol: "HTTP" })).closed.map(exposureText),
    ).toEqual(["listener port 80 (HTTP) open to the load balancer's clients"]);
  });
});
