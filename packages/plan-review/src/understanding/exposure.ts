import type { ResourceChange } from "../plan-json/plan";

/** Somebody who may reach something. */
export interface Exposure {
  readonly direction: "in" | "out";
  /** `443`, `1024–65535` or `all ports`. */
  readonly ports: string;
  readonly peer: string;
}

const EVERYBODY = ["0.0.0.0/0", "::/0"];
type Values = Readonly<Record<string, unknown>>;

export function isPublic({ peer }: Exposure): boolean {
  return EVERYBODY.includes(peer);
}

/** What the rules of a security group open after a change that they did not open before. */
export function openedBy(resource: ResourceChange): Exposure[] {
  const before = exposures(resource.type, resource.change?.before);
  return exposures(resource.type, resource.change?.after).filter((after) => !before.some((one) => same(one, after)));
}

export function closedBy(resource: ResourceChange): Exposure[] {
  const after = exposures(resource.type, resource.change?.after);
  return exposures(resource.type, resource.change?.before).filter((before) => !after.some((one) => same(one, before)));
}

export function exposureText({ direction, ports, peer }: Exposure): string {
  return direction === "in" ? `${ports} open to ${peer}` : `${ports} reachable at ${peer}`;
}

function same(a: Exposure, b: Exposure): boolean {
  return a.direction === b.direction && a.ports === b.ports && a.peer === b.peer;
}

function exposures(type: string | undefined, value: unknown): Exposure[] {
  if (typeof value !== "object" || value === null) return [];
  const values = value as Values;
  switch (type) {
    case "aws_security_group":
    case "aws_default_security_group":
      return [...rules(values.ingress, "in"), ...rules(values.egress, "out")];
    case "aws_security_group_rule":
      return rule(values, values.type === "egress" ? "out" : "in");
    case "aws_vpc_security_group_ingress_rule":
      return rule(values, "in");
    case "aws_vpc_security_group_egress_rule":
      return rule(values, "out");
    case "aws_lb_listener":
    case "aws_alb_listener":
      return [{ direction: "in", ports: `listener port ${String(values.port)}`, peer: "the load balancer's clients" }];
    default:
      return [];
  }
}

function rules(value: unknown, direction: Exposure["direction"]): Exposure[] {
  return Array.isArray(value) ? value.flatMap((one) => rule((one ?? {}) as Values, direction)) : [];
}

function rule(values: Values, direction: Exposure["direction"]): Exposure[] {
  const lists = [values.cidr_blocks, values.ipv6_cidr_blocks, values.security_groups, values.prefix_list_ids];
  const singles = [
    values.cidr_ipv4,
    values.cidr_ipv6,
    values.referenced_security_group_id,
    values.source_security_group_id,
    values.prefix_list_id,
  ];
  const peers = [...lists.flatMap((list) => (Array.isArray(list) ? list : [])), ...singles].filter(
    (peer): peer is string => typeof peer === "string" && peer !== "",
  );
  return peers.map((peer) => ({ direction, ports: ports(values), peer }));
}

function ports({ from_port: from, to_port: to, ip_protocol: ip, protocol = ip }: Values): string {
  if (protocol === "-1" || protocol === "all" || from === undefined || from === null || from === -1) return "all ports";
  return from === to ? `port ${String(from)}` : `ports ${String(from)}–${String(to)}`;
}
