import { type Container, containsTrue, isContainer, listOf, member, Sensitive } from "../../plan/value";
import { ALL_PORTS, type Exposure, throughPorts } from "./exposure";

const UNKNOWN_PEER = "(known after apply)";

/** Whether `securityGroupExposures` knows a type. */
export function isSecurityGroup(type: string): boolean {
  return TYPES.has(type);
}

const TYPES = new Set(
  `aws_security_group aws_default_security_group aws_security_group_rule aws_vpc_security_group_ingress_rule
  aws_vpc_security_group_egress_rule aws_lb_listener aws_alb_listener`.split(/\s+/),
);

/** Who may reach what by the rules of AWS security groups and the listeners of load balancers. */
export function securityGroupExposures(type: string, values: Container, unknown: unknown): Exposure[] {
  switch (type) {
    case "aws_security_group":
    case "aws_default_security_group":
      return [...rules("ingress", values, unknown, "in"), ...rules("egress", values, unknown, "out")];
    case "aws_security_group_rule":
      return rule(values, unknown, values.type === "egress" ? "out" : "in");
    case "aws_vpc_security_group_ingress_rule":
      return rule(values, unknown, "in");
    case "aws_vpc_security_group_egress_rule":
      return rule(values, unknown, "out");
    case "aws_lb_listener":
    case "aws_alb_listener":
      return [listener(values)];
    default:
      return [];
  }
}

function rules(name: string, values: Container, unknown: unknown, direction: Exposure["direction"]): Exposure[] {
  const unknownRules = member(unknown, name);
  return listOf(values[name]).flatMap((one, index) =>
    isContainer(one) ? rule(one, member(unknownRules, String(index)), direction) : [],
  );
}

/** Of the rules in a group, and of those that are resources of their own. */
const PEERS = [
  "cidr_blocks",
  "ipv6_cidr_blocks",
  "security_groups",
  "prefix_list_ids",
  "cidr_ipv4",
  "cidr_ipv6",
  "referenced_security_group_id",
  "source_security_group_id",
  "prefix_list_id",
];

function rule(values: Container, unknown: unknown, direction: Exposure["direction"]): Exposure[] {
  const peers = PEERS.flatMap((name) => {
    const value = values[name];
    const known = (Array.isArray(value) ? value : [value]).filter(isPeer).map(String);
    return containsTrue(member(unknown, name)) ? [...known, UNKNOWN_PEER] : known;
  });
  if (values.self === true) peers.push("itself");
  return [...new Set(peers)].map((peer) => ({ direction, peer, ...protocolAndPorts(values) }));
}

function isPeer(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || value instanceof Sensitive;
}

function protocolAndPorts(values: Container): Pick<Exposure, "through" | "ports"> {
  const protocol = String(values.ip_protocol ?? values.protocol ?? "all").toLowerCase();
  if (protocol === "-1" || protocol === "all") return { through: "all ports", ports: ALL_PORTS };
  // Their "ports" are types and codes.
  if (/^(icmp.*|1|58)$/.test(protocol)) return { through: "icmp" };
  const from = Number(values.from_port ?? ALL_PORTS.from);
  return throughPorts(from, Number(values.to_port ?? values.from_port ?? ALL_PORTS.to), protocol);
}

function listener({ port, protocol }: Container): Exposure {
  const name = typeof protocol === "string" ? ` (${protocol})` : "";
  return { direction: "in", through: `listener port ${String(port)}${name}`, peer: "the load balancer's clients" };
}
