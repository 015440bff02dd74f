/** How a provider writes one rule of a firewall: names of arguments, several where a rule may use either. */
export interface FirewallRule {
  readonly types: RegExp;
  /** Blocks that hold the rules, from the outside in; none where the resource is one rule. */
  readonly in: readonly string[];
  /** Argument that tells the direction, and what it says of what comes in; absent where `in` tells it. */
  readonly inbound?: readonly [name: string, value: RegExp];
  /** Argument that tells whether it lets through, and what it says then. */
  readonly allows?: readonly [name: string, value: RegExp];
  /** Argument that, when true, makes the rule idle. */
  readonly off?: string;
  readonly peers: readonly string[];
  /** Who is meant where no peer is named. */
  readonly otherwise?: string;
  /** Arguments with ports as texts: `22`, `80-90`, `22/22`, `*`; else two with the first and the last one. */
  readonly ports: readonly string[];
  readonly portsAre: "ranges" | "ends";
  readonly protocol: readonly string[];
  /** Arguments that say which machines the rule is for. */
  readonly targets?: readonly string[];
}

const INGRESS = /^(ingress|inbound|in)$/i;
const ALLOW = /^(allow|allowed|accept|permit|1)$/i;

/** As the documentation of each provider's resource has it, https://registry.terraform.io/browse/providers */
export const FIREWALLS: readonly FirewallRule[] = [
  {
    types: /^google_compute_firewall$/,
    in: ["allow"],
    inbound: ["direction", /^INGRESS$/],
    off: "disabled",
    peers: ["source_ranges"],
    // https://cloud.google.com/firewall/docs/firewalls#sources: a rule without a source is for every source.
    otherwise: "0.0.0.0/0",
    ports: ["ports"],
    portsAre: "ranges",
    protocol: ["protocol"],
    targets: ["target_tags", "target_service_accounts"],
  },
  {
    types: /^google_compute_(region_)?(network_)?firewall_policy_(rule|with_rules)$/,
    in: ["match", "layer4_configs"],
    inbound: ["direction", /^INGRESS$/],
    allows: ["action", /^(allow|goto_next)$/],
    off: "disabled",
    peers: ["src_ip_ranges"],
    ports: ["ports"],
    portsAre: "ranges",
    protocol: ["ip_protocol"],
  },
  {
    types: /^azurerm_network_security_rule$/,
    in: [],
    inbound: ["direction", /^Inbound$/i],
    allows: ["access", /^Allow$/i],
    peers: ["source_address_prefix", "source_address_prefixes"],
    ports: ["destination_port_range", "destination_port_ranges"],
    portsAre: "ranges",
    protocol: ["protocol"],
    targets: ["destination_address_prefix", "destination_address_prefixes"],
  },
  {
    types: /^azurerm_network_security_group$/,
    in: ["security_rule"],
    inbound: ["direction", /^Inbound$/i],
    allows: ["access", /^Allow$/i],
    peers: ["source_address_prefix", "source_address_prefixes"],
    ports: ["destination_port_range", "destination_port_ranges"],
    portsAre: "ranges",
    protocol: ["protocol"],
    targets: ["destination_address_prefix", "destination_address_prefixes"],
  },
  {
    types: /^aws_(default_)?network_acl$/,
    in: ["ingress"],
    allows: ["action", ALLOW],
    peers: ["cidr_block", "ipv6_cidr_block"],
    ports: ["from_port", "to_port"],
    portsAre: "ends",
    protocol: ["protocol"],
  },
  {
    types: /^aws_network_acl_rule$/,
    in: [],
    inbound: ["egress", /^(false|undefined|null)$/],
    allows: ["rule_action", ALLOW],
    peers: ["cidr_block", "ipv6_cidr_block"],
    ports: ["from_port", "to_port"],
    portsAre: "ends",
    protocol: ["protocol"],
  },
  {
    types: /^(aws_db_security_group|aws_elasticache_security_group|aws_redshift_security_group)$/,
    in: ["ingress"],
    peers: ["cidr"],
    ports: [],
    portsAre: "ranges",
    protocol: [],
  },
  {
    types: /^openstack_(networking_secgroup_rule_v2|fw_rule_v\d)$/,
    in: [],
    inbound: ["direction", INGRESS],
    peers: ["remote_ip_prefix", "source_ip_address"],
    otherwise: "0.0.0.0/0",
    ports: ["port_range_min", "port_range_max"],
    portsAre: "ends",
    protocol: ["protocol"],
  },
  {
    types:
      /^(alicloud_security_group_rule|tencentcloud_security_group_(rule|lite_rule)|volcengine_security_group_rule)$/,
    in: [],
    inbound: ["type", INGRESS],
    allows: ["policy", /^(accept|undefined|null)$/i],
    peers: ["cidr_ip", "ipv6_cidr_ip"],
    ports: ["port_range"],
    portsAre: "ranges",
    protocol: ["ip_protocol"],
  },
  {
    types: /^digitalocean_firewall$/,
    in: ["inbound_rule"],
    peers: ["source_addresses"],
    ports: ["port_range"],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^(hcloud_firewall)$/,
    in: ["rule"],
    inbound: ["direction", INGRESS],
    peers: ["source_ips"],
    ports: ["port"],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^linode_firewall$/,
    in: ["inbound"],
    allows: ["action", ALLOW],
    peers: ["ipv4", "ipv6"],
    ports: ["ports"],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^vultr_firewall_rule$/,
    in: [],
    peers: ["subnet"],
    ports: ["port"],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^oci_core_(default_)?security_list$/,
    in: ["ingress_security_rules"],
    peers: ["source"],
    ports: [],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^oci_core_network_security_group_security_rule$/,
    in: [],
    inbound: ["direction", /^INGRESS$/],
    peers: ["source"],
    ports: [],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^(ibm_is_security_group_rule|ibm_is_network_acl_rule)$/,
    in: [],
    inbound: ["direction", /^inbound$/],
    peers: ["remote", "source"],
    ports: [],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^scaleway_instance_security_group(_rules)?$/,
    in: ["inbound_rule"],
    allows: ["action", ALLOW],
    peers: ["ip_range", "ip"],
    otherwise: "0.0.0.0/0",
    ports: ["port_range", "port"],
    portsAre: "ranges",
    protocol: ["protocol"],
  },
  {
    types: /^exoscale_security_group_rule$/,
    in: [],
    inbound: ["type", INGRESS],
    peers: ["cidr"],
    ports: ["start_port", "end_port"],
    portsAre: "ends",
    protocol: ["protocol"],
  },
  {
    types: /^yandex_vpc_security_group$/,
    in: ["ingress"],
    peers: ["v4_cidr_blocks", "v6_cidr_blocks"],
    ports: ["from_port", "to_port"],
    portsAre: "ends",
    protocol: ["protocol"],
  },
  {
    types: /^(huaweicloud|opentelekomcloud|flexibleengine)_networking_secgroup_rule(_v2)?$/,
    in: [],
    inbound: ["direction", INGRESS],
    peers: ["remote_ip_prefix"],
    otherwise: "0.0.0.0/0",
    ports: ["port_range_min", "port_range_max"],
    portsAre: "ends",
    protocol: ["protocol"],
  },
  {
    types: /^digitalocean_database_firewall$/,
    in: ["rule"],
    inbound: ["type", /^ip_addr$/],
    peers: ["value"],
    ports: [],
    portsAre: "ranges",
    protocol: [],
  },
  {
    types: /^mongodbatlas_project_ip_access_list$/,
    in: [],
    peers: ["cidr_block"],
    ports: [],
    portsAre: "ranges",
    protocol: [],
  },
  {
    types: /^kubernetes_service(_v1)?$/,
    in: ["spec"],
    inbound: ["type", /^LoadBalancer$/],
    peers: ["load_balancer_source_ranges"],
    ports: [],
    portsAre: "ranges",
    protocol: [],
  },
];
