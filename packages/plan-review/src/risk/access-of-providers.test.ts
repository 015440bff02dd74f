import type { ResourceChange } from "../plan/plan";
import { created, deleted, findingsIn, reviewOfOne, updated } from "../testing/plans";

type Values = Readonly<Record<string, unknown>>;

function found(change: ResourceChange): string[] {
  return findingsIn(reviewOfOne(change)).filter((text) => !/^(update|create|delete|cost|ingress|path)(:|-)/.test(text));
}

const pod = (values: Values, container: Values = {}) => ({
  spec: [{ template: [{ spec: [{ ...values, container: [{ name: "c", security_context: [container] }] }] }] }],
});

describe("access, provider by provider", () => {
  it.each<[string, Values, string[]]>([
    [
      "google_project_iam_member",
      { role: "roles/owner", member: "user:x" },
      ["wide-role: gives user:x the role roles/owner"],
    ],
    ["google_project_iam_member", { role: "roles/viewer", member: "user:x" }, []],
    [
      "google_storage_bucket_iam_binding",
      { role: "roles/storage.objectViewer", members: ["allUsers"] },
      ["widened-policy: lets everybody (allUsers) in as roles/storage.objectViewer"],
    ],
    [
      "google_cloud_run_service_iam_policy",
      {
        policy_data: JSON.stringify({ bindings: [{ role: "roles/run.invoker", members: ["allAuthenticatedUsers"] }] }),
      },
      ["widened-policy: lets everybody (allAuthenticatedUsers) in as roles/run.invoker"],
    ],
    [
      "azurerm_role_assignment",
      { role_definition_name: "Owner", scope: "/subscriptions/1" },
      ["wide-role: gives the role Owner on /subscriptions/1"],
    ],
    ["azurerm_role_assignment", { role_definition_name: "Reader", scope: "/subscriptions/1" }, []],
    ["azurerm_storage_container", { container_access_type: "blob" }, ["public-bucket: everybody may read it (blob)"]],
    [
      "kubernetes_cluster_role_binding_v1",
      { role_ref: [{ name: "cluster-admin" }], subject: [{ name: "ci" }] },
      ["wide-role: gives ci the role cluster-admin"],
    ],
    [
      "kubernetes_manifest",
      {
        manifest: {
          kind: "ClusterRoleBinding",
          roleRef: { name: "cluster-admin" },
          subjects: [{ name: "system:anonymous" }],
        },
      },
      ["widened-policy: lets everybody (system:anonymous) in as cluster-admin"],
    ],
    [
      "kubernetes_cluster_role",
      { rule: [{ verbs: ["*"], resources: ["*"] }] },
      ["wide-role: the role allows everything on some resources"],
    ],
    [
      "aws_lambda_permission",
      { principal: "*", action: "lambda:InvokeFunction" },
      ["widened-policy: lets everybody (*) do lambda:InvokeFunction"],
    ],
    [
      "aws_lambda_function_url",
      { authorization_type: "NONE" },
      ["public-endpoint: everybody may call it, without signing in"],
    ],
    [
      "aws_ssoadmin_account_assignment",
      { principal_type: "GROUP", principal_id: "g", target_id: "1", permission_set_arn: "ps" },
      ["wide-role: lets group g into account 1 with ps"],
    ],
    [
      "aws_ssoadmin_managed_policy_attachment",
      { managed_policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      ["widened-policy: attaches AdministratorAccess"],
    ],
    [
      "aws_eks_cluster",
      { vpc_config: [{ public_access_cidrs: ["0.0.0.0/0"] }] },
      ["public-endpoint: its API may be reached by everybody"],
    ],
    [
      "google_sql_database_instance",
      { settings: [{ ip_configuration: [{ authorized_networks: [{ value: "0.0.0.0/0" }] }] }] },
      ["public-endpoint: the database may be reached by everybody"],
    ],
    ["github_repository", { visibility: "public" }, ["public-bucket: everybody may read it"]],
    ["google_storage_bucket_acl", { role_entity: ["READER:allUsers"] }, ["public-bucket: its ACL lets everybody in"]],
    [
      "google_project_iam_custom_role",
      { permissions: ["storage.objects.get", "resourcemanager.projects.setIamPolicy"] },
      ["wide-role: the role lets give, or take over, rights (resourcemanager.projects.setIamPolicy)"],
    ],
    ["google_project_iam_custom_role", { permissions: ["storage.objects.get"] }, []],
    [
      "azurerm_role_definition",
      { permissions: [{ actions: ["Microsoft.Authorization/roleAssignments/write"] }] },
      ["wide-role: the role lets give roles (Microsoft.Authorization)"],
    ],
    [
      "kubernetes_cluster_role",
      { rule: [{ resources: ["roles"], verbs: ["get", "escalate"] }] },
      ["wide-role: the role lets take more rights (escalate)"],
    ],
    [
      "google_bigquery_dataset",
      { access: [{ role: "READER", special_group: "allAuthenticatedUsers" }] },
      ["widened-policy: lets everybody (allAuthenticatedUsers) in as READER"],
    ],
    [
      "google_compute_instance",
      { network_interface: [{ network: "a", access_config: [{ nat_ip: "192.0.2.1" }] }] },
      ["public-endpoint: it gets an address that the internet reaches (access_config)"],
    ],
    ["google_compute_instance", { network_interface: [{ network: "a", access_config: [] }] }, []],
    [
      "helm_release",
      { values: ["securityContext:\n  privileged: true\n"] },
      ["privileged: its values give a container the rights of its machine"],
    ],
  ])("%s with %j is judged when created, and when it becomes so", (type, values, expected) => {
    expect(found(created(`${type}.a`, values))).toEqual(expected);
    expect(found(updated(`${type}.a`, { x: 1 }, { ...values, x: 2 }))).toEqual(expected);
    expect(found(updated(`${type}.a`, { ...values, x: 1 }, { ...values, x: 2 }))).toEqual([]);
  });

  it.each<[string, Values]>([
    ["privileged", pod({}, { privileged: true })],
    ["as root", pod({}, { run_as_user: "0" })],
    ["in the network of its machine", pod({ host_network: true })],
    ["with files of its machine", pod({ volume: [{ host_path: [{ path: "/" }] }] })],
    ["with a capability of the kernel", pod({}, { capabilities: [{ add: ["SYS_ADMIN"] }] })],
  ])("a container %s has the rights of its machine", (_, values) => {
    for (const type of ["kubernetes_deployment", "kubernetes_daemon_set_v1", "kubernetes_stateful_set"]) {
      expect(found(created(`${type}.a`, values))).toEqual([expect.stringMatching(/^privileged: /)]);
    }
    expect(found(updated("kubernetes_deployment.a", pod({}), values))).toEqual([
      expect.stringMatching(/^privileged: /),
    ]);
  });

  it.each<[string, Values, string]>([
    [
      "aws_s3_bucket_public_access_block",
      { block_public_acls: false },
      "public-bucket: public access is not blocked (block_public_acls)",
    ],
    [
      "aws_db_instance",
      { publicly_accessible: true },
      "protection-off: it may be reached from outside of its network (publicly_accessible)",
    ],
    ["aws_ebs_volume", { encrypted: false }, "encryption-off: it is not encrypted (encrypted)"],
    [
      "azurerm_storage_account",
      { allow_nested_items_to_be_public: true },
      "public-bucket: what it holds may be made readable by everybody (allow_nested_items_to_be_public)",
    ],
  ])("%s with %j is not protected from the beginning", (type, values, expected) => {
    expect(found(created(`${type}.a`, values))).toEqual([expected]);
  });

  it.each<[string, Values, Values, string]>([
    [
      "aws_kms_key",
      { enable_key_rotation: true },
      { enable_key_rotation: false },
      "protection-off: the key is no longer rotated (enable_key_rotation)",
    ],
    [
      "aws_cloudtrail",
      { enable_logging: true },
      { enable_logging: false },
      "protection-off: what happens is no longer recorded or watched (enable_logging)",
    ],
    ["aws_guardduty_detector", { enable: true }, { enable: false }, "protection-off: it no longer watches (enable)"],
    [
      "aws_ecs_service",
      { network_configuration: [{ assign_public_ip: false }] },
      { network_configuration: [{ assign_public_ip: true }] },
      "protection-off: it gets an address that the internet reaches (network_configuration[0].assign_public_ip)",
    ],
    [
      "azurerm_key_vault",
      { purge_protection_enabled: true },
      { purge_protection_enabled: false },
      "protection-off: what is deleted can no longer be brought back (purge_protection_enabled)",
    ],
    [
      "google_sql_database_instance",
      { deletion_protection: true },
      { deletion_protection: false },
      "protection-off: deletion protection is switched off (deletion_protection)",
    ],
    [
      "azurerm_redis_cache",
      { non_ssl_port_enabled: false },
      { non_ssl_port_enabled: true },
      "encryption-off: it may be reached without encryption (non_ssl_port_enabled)",
    ],
    [
      "aws_instance",
      { metadata_options: [{ http_tokens: "required" }] },
      { metadata_options: [{ http_tokens: "optional" }] },
      "protection-off: its credentials may be read without a token (metadata_options[0].http_tokens)",
    ],
    [
      "aws_iam_role",
      { permissions_boundary: "arn:aws:iam::123456789012:policy/b" },
      {},
      "protection-off: nothing bounds its rights any more",
    ],
    ["google_kms_crypto_key", { rotation_period: "7776000s" }, {}, "protection-off: it is no longer rotated"],
    [
      "google_storage_bucket",
      { retention_policy: [{ retention_period: 100 }] },
      { retention_policy: [] },
      "protection-off: what it keeps may be deleted from now on",
    ],
    [
      "github_branch_protection",
      { required_pull_request_reviews: [{ required_approving_review_count: 2 }] },
      { required_pull_request_reviews: [] },
      "protection-off: changes need no review, or check, any more",
    ],
    [
      "aws_cloudfront_distribution",
      { default_cache_behavior: [{ viewer_protocol_policy: "https-only" }] },
      { default_cache_behavior: [{ viewer_protocol_policy: "allow-all" }] },
      "encryption-off: requests may come unencrypted (default_cache_behavior[0].viewer_protocol_policy)",
    ],
  ])("%s is no longer protected: %j becomes %j", (type, before, after, expected) => {
    expect(found(updated(`${type}.a`, before, after))).toEqual([expected]);
    expect(found(updated(`${type}.a`, after, before))).toEqual([]);
  });
});

describe("policies that nobody knows yet", () => {
  const unknown = { after_unknown: { policy: true } };

  it("are said of an update, as access", () => {
    expect(found(updated("aws_iam_policy.a", { policy: "{}" }, {}, unknown))).toEqual([
      "unknown-policy: whom it lets in is known only after the apply (policy)",
    ]);
  });

  it("are said of what is created, without an alarm", () => {
    const group = created("aws_security_group.a", { name: "x" }, { after_unknown: { ingress: true, arn: true } });
    expect(findingsIn(reviewOfOne(group))).toEqual(["create-unknown: created; ingress is known only after the apply"]);
  });

  it("are none where nobody wrote one", () => {
    const configuration = {
      root_module: { resources: [{ address: "aws_security_group.a", expressions: { name: {} } }] },
    };
    const group = created("aws_security_group.a", { name: "x" }, { after_unknown: { ingress: true } });
    expect(findingsIn(reviewOfOne(group, { configuration }))).toEqual(["create: created"]);
  });
});

describe("firewalls of every provider", () => {
  it.each<[string, Values, string]>([
    ["google_compute_firewall", { allow: [{ protocol: "tcp", ports: ["22"] }] }, "port 22 open to 0.0.0.0/0"],
    [
      "google_compute_firewall",
      { allow: [{ protocol: "tcp", ports: ["22"] }], source_ranges: ["0.0.0.0/0"], target_tags: ["bastion"] },
      "port 22 of bastion open to 0.0.0.0/0",
    ],
    [
      "azurerm_network_security_rule",
      {
        access: "Allow",
        direction: "Inbound",
        source_address_prefixes: ["Internet"],
        destination_port_ranges: ["22-23"],
        protocol: "Tcp",
      },
      "ports 22–23 open to Internet",
    ],
    [
      "azurerm_postgresql_firewall_rule",
      { start_ip_address: "0.0.0.0", end_ip_address: "255.255.255.255" },
      "all ports open to 0.0.0.0/0",
    ],
    [
      "aws_network_acl_rule",
      { egress: false, rule_action: "allow", cidr_block: "0.0.0.0/0", protocol: "-1", from_port: 0, to_port: 0 },
      "all ports open to 0.0.0.0/0",
    ],
    [
      "aws_network_acl",
      { ingress: [{ action: "allow", cidr_block: "0.0.0.0/0", protocol: "6", from_port: 22, to_port: 22 }] },
      "port 22 open to 0.0.0.0/0",
    ],
    [
      "openstack_networking_secgroup_rule_v2",
      { direction: "ingress", remote_ip_prefix: "0.0.0.0/0", port_range_min: 22, port_range_max: 22, protocol: "tcp" },
      "port 22 open to 0.0.0.0/0",
    ],
    [
      "alicloud_security_group_rule",
      { type: "ingress", cidr_ip: "0.0.0.0/0", port_range: "22/22", ip_protocol: "tcp" },
      "port 22 open to 0.0.0.0/0",
    ],
    [
      "digitalocean_firewall",
      { inbound_rule: [{ protocol: "tcp", port_range: "22", source_addresses: ["::/0"] }] },
      "port 22 open to ::/0",
    ],
    [
      "hcloud_firewall",
      { rule: [{ direction: "in", protocol: "tcp", port: "22", source_ips: ["0.0.0.0/0"] }] },
      "port 22 open to 0.0.0.0/0",
    ],
    [
      "oci_core_security_list",
      { ingress_security_rules: [{ source: "0.0.0.0/0", protocol: "6" }] },
      "all ports open to 0.0.0.0/0",
    ],
  ])("%s: %j", (type, values, exposure) => {
    expect(found(created(`${type}.a`, values))).toEqual([`public-ingress: ${exposure}: new`]);
  });

  it("open nothing by what they refuse, let out, or let in from one's own network", () => {
    const rule = { direction: "Inbound", source_address_prefix: "*", destination_port_range: "22", protocol: "Tcp" };
    expect(found(created("azurerm_network_security_rule.a", { ...rule, access: "Deny" }))).toEqual([]);
    expect(
      found(
        created("aws_network_acl_rule.a", {
          egress: true,
          rule_action: "allow",
          cidr_block: "0.0.0.0/0",
          protocol: "-1",
        }),
      ),
    ).toEqual([]);
    expect(found(created("google_compute_firewall.a", { allow: [{ protocol: "tcp" }], source_tags: ["web"] }))).toEqual(
      [],
    );
  });

  it("open what they refused, when the refusal goes", () => {
    const deny = {
      direction: "Inbound",
      access: "Deny",
      source_address_prefix: "*",
      destination_port_range: "22",
      protocol: "Tcp",
    };
    const lost = "protection-off: no longer refuses port 22 from *";
    expect(found(deleted("azurerm_network_security_rule.a", deny))).toEqual([lost]);
    expect(
      found(updated("azurerm_network_security_group.a", { security_rule: [deny] }, { security_rule: [] })),
    ).toEqual([lost]);
    expect(
      found(updated("azurerm_network_security_group.a", { security_rule: [deny] }, { security_rule: [deny], x: 1 })),
    ).toEqual([]);
  });

  it("open more where a rule is no longer for some machines only", () => {
    const rule = (target_tags: string[]) => ({
      allow: [{ protocol: "tcp", ports: ["22"] }],
      source_ranges: ["0.0.0.0/0"],
      target_tags,
    });
    expect(found(updated("google_compute_firewall.a", rule(["bastion"]), rule([])))).toEqual([
      "public-ingress: port 22 open to 0.0.0.0/0: new",
    ]);
    expect(found(deleted("google_compute_firewall.a", rule([])))).toEqual([]);
  });
});
