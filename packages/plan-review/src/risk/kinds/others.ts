import type { ProviderKinds } from "./kinds";

/** Of smaller providers, by their prefix; each as the provider's documentation in https://registry.terraform.io has it. */
export const OTHERS: Readonly<Record<string, ProviderKinds>> = {
  helm: { keepsData: "release", carriesTraffic: "release", guardsAccess: "", recreated: "" },
  kubectl: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "server_version" },
  random: {
    keepsData: "password bytes",
    carriesTraffic: "",
    guardsAccess: "",
    recreated: "id integer pet shuffle string uuid",
  },
  tls: {
    keepsData: "private_key",
    carriesTraffic: "",
    guardsAccess: "",
    recreated: "cert_request locally_signed_cert self_signed_cert",
  },
  null: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "resource" },
  terraform: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "data" },
  time: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "offset rotating sleep static" },
  local: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "file sensitive_file" },
  archive: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "file" },
  cloudinit: { keepsData: "", carriesTraffic: "", guardsAccess: "", recreated: "config" },
  acme: { keepsData: "registration", carriesTraffic: "", guardsAccess: "", recreated: "certificate" },
  docker: {
    keepsData: "volume",
    carriesTraffic: "container network service",
    guardsAccess: "",
    recreated: "image registry_image tag",
  },
  github: {
    keepsData:
      "repository repository_file release organization_project issue gist actions_secret actions_organization_secret",
    carriesTraffic: "repository_webhook organization_webhook repository_pages",
    guardsAccess:
      "branch_protection branch_protection_v3 repository_ruleset organization_ruleset repository_environment_deployment_policy",
    recreated: `actions_variable actions_environment_variable actions_organization_variable actions_repository_permissions branch branch_default issue_label issue_labels membership repository_collaborator
      repository_collaborators repository_deploy_key repository_environment repository_topics team team_membership team_members team_repository
      actions_environment_secret dependabot_secret repository_dependabot_security_updates`,
  },
  gitlab: {
    keepsData: "project group deploy_token repository_file",
    carriesTraffic: "project_hook",
    guardsAccess: "branch_protection project_approval_rule tag_protection",
    recreated: "project_variable group_variable project_membership group_membership label deploy_key pipeline_schedule",
  },
  cloudflare: {
    keepsData: "account d1_database queue r2_bucket workers_kv workers_kv_namespace zone",
    carriesTraffic: `argo_tunnel custom_hostname dns_record load_balancer load_balancer_monitor load_balancer_pool page_rule pages_domain pages_project record spectrum_application
      tunnel worker_domain worker_route worker_script workers_custom_domain workers_route workers_script zero_trust_tunnel_cloudflared zero_trust_tunnel_cloudflared_config`,
    guardsAccess: `access_application access_policy authenticated_origin_pulls bot_management filter firewall_rule rate_limit ruleset zone_dnssec zone_lockdown
      zero_trust_access_application zero_trust_access_policy zero_trust_gateway_policy`,
    recreated:
      "access_group api_token certificate_pack list list_item notification_policy origin_ca_certificate zone_setting zone_settings_override zone_cache_reserve tiered_cache turnstile_widget",
  },
  digitalocean: {
    keepsData:
      "container_registry custom_image database_cluster database_db database_user domain droplet_snapshot project spaces_bucket spaces_bucket_object volume volume_snapshot",
    carriesTraffic: `app cdn database_replica database_connection_pool droplet droplet_autoscale floating_ip kubernetes_cluster kubernetes_node_pool loadbalancer record
      reserved_ip vpc volume_attachment`,
    guardsAccess: "database_firewall firewall",
    recreated: "certificate monitor_alert project_resources spaces_bucket_policy ssh_key tag uptime_check uptime_alert",
  },
  hcloud: {
    keepsData: "server snapshot volume zone storage_box",
    carriesTraffic: `floating_ip floating_ip_assignment load_balancer load_balancer_network load_balancer_service load_balancer_target network network_route network_subnet
      primary_ip server server_network volume_attachment zone_record zone_rrset`,
    guardsAccess: "firewall firewall_attachment",
    recreated: "certificate managed_certificate uploaded_certificate placement_group rdns ssh_key",
  },
  oci: {
    keepsData: `artifacts_container_repository core_boot_volume core_boot_volume_backup core_image core_volume core_volume_backup core_volume_group database_autonomous_database database_backup
      database_cloud_vm_cluster database_database database_db_home database_db_system dns_zone file_storage_file_system file_storage_snapshot identity_compartment
      identity_user kms_key kms_vault mysql_mysql_backup mysql_mysql_db_system nosql_table objectstorage_bucket objectstorage_object psql_db_system queue_queue
      redis_redis_cluster streaming_stream vault_secret logging_log_group opensearch_opensearch_cluster`,
    carriesTraffic: `apigateway_deployment apigateway_gateway containerengine_cluster containerengine_node_pool core_drg core_drg_attachment core_dhcp_options core_instance core_instance_pool
      core_internet_gateway core_local_peering_gateway core_nat_gateway core_network_load_balancer core_public_ip core_route_table core_service_gateway core_subnet
      core_vcn core_virtual_network core_vnic_attachment core_volume_attachment dns_rrset file_storage_export file_storage_mount_target functions_application functions_function
      load_balancer_backend load_balancer_backend_set load_balancer_listener load_balancer_load_balancer network_load_balancer_network_load_balancer`,
    guardsAccess: `audit_configuration bastion_bastion cloud_guard_cloud_guard_configuration cloud_guard_target core_default_security_list core_network_security_group core_security_list
      core_volume_backup_policy_assignment logging_log waf_web_app_firewall waf_web_app_firewall_policy`,
    recreated: `core_network_security_group_security_rule core_instance_configuration identity_dynamic_group identity_group identity_policy identity_tag identity_tag_namespace
      identity_user_group_membership monitoring_alarm ons_notification_topic ons_subscription load_balancer_certificate objectstorage_preauthrequest core_default_route_table`,
  },
  alicloud: {
    keepsData:
      "cs_kubernetes db_instance disk db_database kms_key kvstore_instance log_project log_store mongodb_instance nas_file_system oss_bucket ots_table polardb_cluster ram_user snapshot",
    carriesTraffic:
      "alb_load_balancer alidns_record cs_managed_kubernetes eip eip_association ess_scaling_group fc_function instance nat_gateway slb slb_listener slb_load_balancer vpc vswitch",
    guardsAccess: "actiontrail actiontrail_trail security_group waf_instance",
    recreated: "key_pair ram_policy ram_role ram_role_policy_attachment security_group_rule",
  },
  vault: {
    keepsData:
      "generic_secret kv_secret kv_secret_v2 mount pki_secret_backend_root_cert transit_secret_backend_key namespace",
    carriesTraffic:
      "auth_backend aws_secret_backend database_secret_backend_connection database_secret_backend_role jwt_auth_backend kubernetes_auth_backend_config pki_secret_backend_role",
    guardsAccess: "audit egp_policy rgp_policy",
    recreated:
      "approle_auth_backend_role identity_entity identity_entity_alias identity_group jwt_auth_backend_role kubernetes_auth_backend_role policy token",
  },
  mongodbatlas: {
    keepsData: "advanced_cluster cloud_backup_snapshot cluster flex_cluster project serverless_instance search_index",
    carriesTraffic: "network_container network_peering privatelink_endpoint privatelink_endpoint_service",
    guardsAccess: "auditing cloud_backup_schedule encryption_at_rest",
    recreated: "custom_db_role database_user project_ip_access_list alert_configuration",
  },
  snowflake: {
    keepsData: "database external_table materialized_view schema stage table user warehouse",
    carriesTraffic: "pipe stream task",
    guardsAccess: "network_policy resource_monitor masking_policy row_access_policy",
    recreated: "account_role grant_account_role grant_privileges_to_account_role role view",
  },
  postgresql: {
    keepsData: "database role schema",
    carriesTraffic: "replication_slot subscription publication",
    guardsAccess: "",
    recreated: "default_privileges extension function grant grant_role",
  },
  mysql: { keepsData: "database user", carriesTraffic: "", guardsAccess: "", recreated: "grant role" },
  kafka: { keepsData: "topic", carriesTraffic: "", guardsAccess: "quota", recreated: "acl" },
  confluent: {
    keepsData: "environment kafka_cluster kafka_topic schema",
    carriesTraffic: "connector network peering",
    guardsAccess: "",
    recreated: "api_key kafka_acl role_binding service_account",
  },
  datadog: {
    keepsData: "logs_archive",
    carriesTraffic: "",
    guardsAccess: "logs_index",
    recreated:
      "dashboard dashboard_json monitor monitor_json service_level_objective synthetics_test role user downtime",
  },
  grafana: {
    keepsData: "data_source organization",
    carriesTraffic: "",
    guardsAccess: "",
    recreated: "contact_point dashboard folder notification_policy rule_group",
  },
  okta: {
    keepsData: "user group",
    carriesTraffic: "app_oauth app_saml auth_server idp_oidc idp_saml",
    guardsAccess: "app_signon_policy app_signon_policy_rule network_zone policy_mfa policy_password policy_signon",
    recreated: "app_group_assignment app_user group_memberships group_rule",
  },
  auth0: {
    keepsData: "connection organization user tenant",
    carriesTraffic: "client custom_domain resource_server",
    guardsAccess: "attack_protection guardian",
    recreated: "action client_grant role trigger_actions",
  },
};
