import { type Container, isContainer, listOf } from "../plan-json/value";
import { type Exposure, throughPorts } from "./exposure";

/** Who may reach what by the firewall rules of Google Cloud and Azure. */
export function otherFirewallExposures(type: string, values: Container): Exposure[] {
  switch (type) {
    case "google_compute_firewall":
      return googleRule(values);
    case "azurerm_network_security_rule":
      return azureRule(values);
    case "azurerm_network_security_group":
      return listOf(values.security_rule).filter(isContainer).flatMap(azureRule);
    default:
      return [];
  }
}

function googleRule(values: Container): Exposure[] {
  if (values.direction === "EGRESS" || values.disabled === true) return [];
  return listOf(values.allow)
    .filter(isContainer)
    .flatMap(({ protocol, ports }) => crossed(texts(values.source_ranges), texts(ports), String(protocol)));
}

function azureRule(values: Container): Exposure[] {
  if (values.access !== "Allow" || values.direction !== "Inbound") return [];
  const both = (one: string, many: string) => [...texts([values[one]]), ...texts(values[many])];
  const peers = both("source_address_prefix", "source_address_prefixes");
  return crossed(peers, both("destination_port_range", "destination_port_ranges"), String(values.protocol));
}

function crossed(peers: readonly string[], ranges: readonly string[], protocol: string): Exposure[] {
  const name = protocol.toLowerCase();
  const through = (ranges.length > 0 ? ranges : ["*"]).map((range) => {
    if (name.startsWith("icmp")) return { through: "icmp" };
    const [from = 0, to = from] = range === "*" ? [] : range.split("-").map(Number);
    return throughPorts(from, to, /^(\*|all)$/.test(name) ? "" : name);
  });
  return peers.flatMap((peer) => through.map((one): Exposure => ({ direction: "in", peer, ...one })));
}

function texts(value: unknown): string[] {
  return listOf(value).filter((one): one is string => typeof one === "string" && one !== "");
}
