import { type Container, isContainer, listOf, member } from "../../plan/value";
import { type Exposure, throughPorts } from "./exposure";
import { FIREWALLS, type FirewallRule } from "./firewalls";

const ANYWHERE = "0.0.0.0/0";
/** Addresses of a rule as its first and its last one, as databases have it. */
const RANGES_OF_ADDRESSES = /^azurerm_(\w+_)?firewall_rule$/;

/** Who may reach what by the rules of firewalls that are no security groups of AWS. */
export function otherFirewallExposures(type: string, values: Container): Exposure[] {
  if (RANGES_OF_ADDRESSES.test(type)) return addressRange(values);
  const firewall = firewallOf(type);
  return firewall ? rulesIn(firewall, values).flatMap((rule) => exposuresOf(firewall, rule)) : [];
}

/** Whether the rules of a type are known here. */
export function isFirewall(type: string): boolean {
  return RANGES_OF_ADDRESSES.test(type) || firewallOf(type) !== undefined;
}

/** Whom the rules of a type keep out, in words. */
export function refusals(type: string, values: Container): string[] {
  const firewall = firewallOf(type);
  if (!firewall?.allows) return [];
  const [name] = firewall.allows;
  const refusing = { ...firewall, allows: [name, REFUSES] as const };
  return rulesIn(firewall, values)
    .flatMap((rule) => exposuresOf(refusing, rule))
    .map(({ through, peer }) => `${through} from ${peer}`);
}

const REFUSES = /^(deny|denied|drop|reject|block)$/i;

const byType = new Map<string, FirewallRule | undefined>();

function firewallOf(type: string): FirewallRule | undefined {
  if (!byType.has(type))
    byType.set(
      type,
      FIREWALLS.find(({ types }) => types.test(type)),
    );
  return byType.get(type);
}

/** Each rule with what stands around it. */
function rulesIn({ in: path }: FirewallRule, values: Container): Container[] {
  return path.reduce<Container[]>(
    (outer, name) =>
      outer.flatMap((one) =>
        listOf(one[name])
          .filter(isContainer)
          .map((inner) => ({ ...one, ...inner })),
      ),
    [values],
  );
}

function exposuresOf(firewall: FirewallRule, rule: Container): Exposure[] {
  const { inbound, allows, off, targets = [] } = firewall;
  if (
    inbound &&
    rule[inbound[0]] !== undefined &&
    rule[inbound[0]] !== null &&
    !inbound[1].test(String(rule[inbound[0]]))
  )
    return [];
  if (allows && !allows[1].test(String(rule[allows[0]]))) return [];
  if (off && rule[off] === true) return [];
  const target = texts(targets, rule).filter((one) => !/^(\*|any|VirtualNetwork)$/i.test(one));
  const through = throughOf(firewall, rule);
  return peersOf(firewall, rule).flatMap((peer) =>
    through.map(
      (one): Exposure => ({ direction: "in", peer, ...one, ...(target.length > 0 && { target: target.join(", ") }) }),
    ),
  );
}

function peersOf({ peers, otherwise }: FirewallRule, rule: Container): string[] {
  const named = texts(peers, rule);
  if (named.length > 0 || otherwise === undefined) return named;
  const others = Object.keys(rule).some(
    (name) => /^(source|remote)_(tags|service_accounts|group_id|group)$/.test(name) && !isEmpty(rule[name]),
  );
  return others ? [] : [otherwise];
}

function throughOf({ ports, portsAre, protocol }: FirewallRule, rule: Container) {
  const name = protocolOf(texts(protocol, rule)[0] ?? "");
  if (name.startsWith("icmp")) return [{ through: "icmp" }];
  if (portsAre === "ends") {
    const [from, to] = ports.map((one) => Number(rule[one] ?? Number.NaN));
    return [
      /^(|-1|all)$/.test(name) || Number.isNaN(from)
        ? throughPorts(0, 0, name)
        : throughPorts(from ?? 0, to ?? from ?? 0, name),
    ];
  }
  const ranges = texts(ports, rule);
  return (ranges.length > 0 ? ranges : ["*"]).map((range) => {
    const [from = 0, to = from] = /^(\*|all|any|-1\/-1)$/i.test(range) ? [] : range.split(/[-/:]/).map(Number);
    return throughPorts(from, to, name);
  });
}

/** Protocols by IANA's numbers and by names; all of them are none. */
function protocolOf(text: string): string {
  const name = text.toLowerCase();
  if (/^(\*|all|any|-1)$/.test(name)) return "";
  return { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" }[name] ?? name;
}

/** Azure means every address by the whole range, and its own services by the first one alone. */
function addressRange(values: Container): Exposure[] {
  const [from, to] = ["start_ip_address", "end_ip_address"].map((name) => member(values, name));
  if (typeof from !== "string") return [];
  const all = from === "0.0.0.0" && to === "255.255.255.255";
  const peer = all
    ? ANYWHERE
    : from === to
      ? from === "0.0.0.0"
        ? "every service of Azure"
        : from
      : `${from}–${String(to)}`;
  return [{ direction: "in", peer, ...throughPorts(0, 0, "") }];
}

function texts(names: readonly string[], rule: Container): string[] {
  return names
    .flatMap((name) => (Array.isArray(rule[name]) ? listOf(rule[name]) : [rule[name]]))
    .filter((one): one is string | number => typeof one === "number" || (typeof one === "string" && one !== ""))
    .map(String);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
