import type { RuleName } from "./rules";

/** Arguments that protect while they have a value, in whatever provider; `whenNew` also where one is created without. */
export interface Switch {
  /** The last names of their paths, separated by spaces. */
  readonly names: string;
  /** What the path has to hold besides, for names that mean something else elsewhere. */
  readonly within?: RegExp;
  /** The values that protect, as JSON. */
  readonly on: readonly string[];
  readonly rule: RuleName;
  readonly reason: string;
  /** What is said of something that is created with another value. */
  readonly whenNew?: string;
}

const TRUE = ["true", '"true"'];
const FALSE = ["false", '"false"'];
const REACHABLE = "it may be reached from outside of its network";

export const SWITCHES: readonly Switch[] = [
  {
    names: `deletion_protection deletion_protection_enabled enable_deletion_protection enable_deletion_protection_enabled deletion_protected delete_protection
      delete_protection_enabled prevent_deletion prevent_destroy termination_protection termination_protection_enabled enable_termination_protection
      disable_api_termination disable_api_stop protect_from_scale_in is_deletion_protected rebuild_protection archive_on_destroy`,
    on: TRUE,
    rule: "protection-off",
    reason: "deletion protection is switched off",
  },
  {
    names: `encrypted storage_encrypted encryption_enabled at_rest_encryption_enabled transit_encryption_enabled kms_encrypted sqs_managed_sse_enabled
      encryption_at_host_enabled infrastructure_encryption_enabled enable_disk_encryption disk_encryption_enabled root_volume_encryption_enabled
      user_volume_encryption_enabled transparent_data_encryption_enabled https_only enable_https_traffic_only https_traffic_only_enabled
      ssl_enforcement_enabled require_ssl ssl_enabled enforce_https enforce_ssl require_secure_transport tls_enabled in_transit encrypt_in_transit
      https_traffic_only`,
    on: TRUE,
    rule: "encryption-off",
    reason: "encryption is switched off",
    whenNew: "it is not encrypted",
  },
  {
    names: "enabled",
    within:
      /(server_side_encryption|encrypt_at_rest|encryption_at_rest|node_to_node_encryption|encryption_in_transit)\[\d+\]/,
    on: TRUE,
    rule: "encryption-off",
    reason: "encryption is switched off",
  },
  {
    names: "non_ssl_port_enabled enable_non_ssl_port allow_insecure insecure allow_insecure_connections",
    on: FALSE,
    rule: "encryption-off",
    reason: "it may be reached without encryption",
    whenNew: "it may be reached without encryption",
  },
  {
    names: "block_public_acls block_public_policy ignore_public_acls restrict_public_buckets",
    on: TRUE,
    rule: "public-bucket",
    reason: "public access is no longer blocked",
    whenNew: "public access is not blocked",
  },
  {
    names: "allow_nested_items_to_be_public allow_blob_public_access blob_public_access_enabled",
    on: FALSE,
    rule: "public-bucket",
    reason: "what it holds may be made readable by everybody",
    whenNew: "what it holds may be made readable by everybody",
  },
  {
    names: "public_access_prevention",
    on: ['"enforced"'],
    rule: "public-bucket",
    reason: "public access is no longer prevented",
  },
  {
    names: "uniform_bucket_level_access",
    on: TRUE,
    rule: "public-bucket",
    reason: "single objects may be made readable by everybody",
  },
  {
    names: "enabled",
    within: /versioning\[\d+\]/,
    on: TRUE,
    rule: "protection-off",
    reason: "versioning is switched off",
  },
  {
    names: "versioning_enabled",
    on: TRUE,
    rule: "protection-off",
    reason: "versioning is switched off",
  },
  {
    names: "status",
    within: /versioning_configuration\[\d+\]/,
    on: ['"Enabled"'],
    rule: "protection-off",
    reason: "versioning is switched off",
  },
  {
    names: "enabled point_in_time_recovery_enabled enable_point_in_time_recovery",
    within: /point_in_time_recovery/,
    on: TRUE,
    rule: "protection-off",
    reason: "point-in-time recovery is switched off",
  },
  {
    names:
      "enabled backup_enabled automatic_backups_enabled automated_backups_enabled geo_redundant_backup_enabled binary_log_enabled backups cloud_backup pit_enabled",
    within: /backup|binary_log|pit_enabled/,
    on: TRUE,
    rule: "protection-off",
    reason: "backups are switched off",
  },
  {
    names:
      "force_destroy force_delete force_delete_without_recovery force_destroy_all delete_contents_on_destroy skip_destroy_protection delete_automated_backups",
    on: FALSE,
    rule: "protection-off",
    reason: "it may be deleted with everything in it",
  },
  {
    names: "skip_final_snapshot skip_final_backup",
    on: FALSE,
    rule: "protection-off",
    reason: "it may be deleted without a last snapshot",
  },
  {
    names: `publicly_accessible public_network_access_enabled endpoint_public_access public_endpoint_enabled is_public public_data_endpoint_enabled
      public_access_enabled enable_public_endpoint is_publicly_accessible data_public_access`,
    on: FALSE,
    rule: "protection-off",
    reason: REACHABLE,
    whenNew: REACHABLE,
  },
  {
    names: "public_network_access public_network_access_for_ingestion",
    on: ['"Disabled"', '"SecuredByPerimeter"'],
    rule: "protection-off",
    reason: REACHABLE,
  },
  {
    names: "ipv4_enabled",
    within: /ip_configuration/,
    on: FALSE,
    rule: "protection-off",
    reason: REACHABLE,
    whenNew: REACHABLE,
  },
  {
    names:
      "assign_public_ip associate_public_ip_address map_public_ip_on_launch enable_public_ip public_ip_enabled assign_ipv6_address_on_creation",
    on: FALSE,
    rule: "protection-off",
    reason: "it gets an address that the internet reaches",
  },
  {
    names: "enable_private_nodes enable_private_endpoint private_cluster_enabled",
    on: TRUE,
    rule: "protection-off",
    reason: REACHABLE,
  },
  {
    names: "is_enabled key_enabled",
    on: TRUE,
    rule: "path-off",
    reason: "it is switched off: whatever needs it fails",
  },
  {
    names: "enable_key_rotation rotation_enabled auto_rotate",
    on: TRUE,
    rule: "protection-off",
    reason: "the key is no longer rotated",
  },
  {
    names:
      "purge_protection_enabled soft_delete_enabled enable_soft_delete object_lock_enabled mfa_delete is_locked locked",
    on: [...TRUE, '"Enabled"'],
    rule: "protection-off",
    reason: "what is deleted can no longer be brought back",
  },
  {
    names: `enable_logging logging_enabled is_multi_region_trail include_global_service_events enable_log_file_validation recording_enabled
      audit_logs_enabled scan_on_push monitoring_enabled enable_flow_logs enhanced_scanning vulnerability_alerts extended_auditing_enabled`,
    on: TRUE,
    rule: "protection-off",
    reason: "what happens is no longer recorded or watched",
  },
  {
    names: "enable",
    within: /^enable$/,
    on: TRUE,
    rule: "protection-off",
    reason: "it no longer watches",
  },
  {
    names: "image_tag_mutability",
    on: ['"IMMUTABLE"', '"IMMUTABLE_WITH_EXCLUSION"'],
    rule: "protection-off",
    reason: "what a tag means may be changed",
  },
  {
    names: "http_tokens",
    on: ['"required"'],
    rule: "protection-off",
    reason: "its credentials may be read without a token",
    // AWS's own default lets both.
  },
  {
    names: "proxied",
    on: TRUE,
    rule: "protection-off",
    reason: "requests no longer pass the proxy that protects it",
  },
  {
    names: `enforce_admins require_signed_commits require_code_owner_reviews local_account_disabled local_authentication_disabled azure_rbac_enabled
      role_based_access_control_enabled enable_rbac_authorization rbac_authorization_enabled azure_policy_enabled network_policy_enabled
      drop_invalid_header_fields iam_database_authentication_enabled secure_boot_enabled enable_secure_boot enable_integrity_monitoring enable_shielded_nodes
      vtpm_enabled waf_enabled enable_waf firewall_enabled dnssec_enabled multi_factor_auth`,
    on: TRUE,
    rule: "protection-off",
    reason: "a protection is switched off",
  },
  {
    names:
      "shared_access_key_enabled admin_enabled local_auth_enabled allow_force_pushes allows_force_pushes allows_deletions admin_user_enabled enable_legacy_abac allow_global_access legacy_abac",
    on: FALSE,
    rule: "protection-off",
    reason: "a way in is opened that was shut",
  },
  {
    names: "privileged allow_privilege_escalation allowPrivilegeEscalation",
    on: FALSE,
    rule: "privileged",
    reason: "it gets the rights of the machine that it runs on",
    whenNew: "it has the rights of the machine that it runs on",
  },
  {
    names: "host_network host_pid host_ipc hostNetwork hostPID hostIPC",
    on: FALSE,
    rule: "privileged",
    reason: "it shares what belongs to the machine that it runs on",
    whenNew: "it shares what belongs to the machine that it runs on",
  },
  {
    names: "run_as_non_root runAsNonRoot read_only_root_filesystem readOnlyRootFilesystem",
    on: TRUE,
    rule: "privileged",
    reason: "a limit of what it may do is lifted",
  },
  {
    names:
      "multi_az zone_redundant zone_redundancy_enabled automatic_failover_enabled multi_az_enabled high_availability_enabled",
    on: TRUE,
    rule: "protection-off",
    reason: "it no longer survives the loss of a zone",
  },
  {
    names: "state",
    within: /^state$/,
    on: ['"ENABLED"', '"enabled"', '"Enabled"'],
    rule: "path-off",
    reason: "it is switched off",
  },
  { names: "enabled", within: /^enabled$/, on: TRUE, rule: "path-off", reason: "it is switched off" },
  {
    names: "viewer_protocol_policy",
    on: ['"redirect-to-https"', '"https-only"'],
    rule: "encryption-off",
    reason: "requests may come unencrypted",
    whenNew: "requests may come unencrypted",
  },
];

/** Arguments that protect by being there, whatever they say. */
export const GUARDING: readonly { readonly paths: RegExp; readonly reason: string }[] = [
  { paths: /^permissions_boundary$/, reason: "nothing bounds its rights any more" },
  { paths: /^rotation_(period|rules\b)/, reason: "it is no longer rotated" },
  {
    paths: /^(retention_policy|immutability_policy|object_lock_configuration)\b/,
    reason: "what it keeps may be deleted from now on",
  },
  {
    paths: /^required_(pull_request_reviews|status_checks|deployments)\b/,
    reason: "changes need no review, or check, any more",
  },
];
