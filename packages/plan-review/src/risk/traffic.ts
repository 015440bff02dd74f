import type { AttributeChange } from "../difference/attributes";
import type { ResourceChange } from "../plan/plan";
import { listOf, member } from "../plan/value";
import { byType } from "./by-type";
import { type Found, found, whereItStays } from "./finding";

/** Arguments whose change stops a machine and starts another, or the same one again; provider by provider. */
const RESTARTS: readonly (readonly [types: RegExp, names: RegExp])[] = [
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html
  [/^aws_instance$/, /^(instance_type|user_data|user_data_base64|cpu_options.*|ebs_optimized)$/],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
  [
    /^aws_(db_instance|rds_cluster_instance|docdb_cluster_instance|neptune_cluster_instance)$/,
    /^(instance_class|engine_version)$/,
  ],
  [
    /^aws_(rds_cluster|docdb_cluster|neptune_cluster|elasticache_\w+|memorydb_cluster)$/,
    /^(engine_version|node_type|db_cluster_instance_class)$/,
  ],
  [
    /^aws_(redshift_cluster|mq_broker|dms_replication_instance|lightsail_\w+)$/,
    /^(node_type|host_instance_type|engine_version|replication_instance_class|bundle_id)$/,
  ],
  [/^google_compute_instance$/, /^(machine_type|min_cpu_platform|service_account.*|confidential_instance_config.*)$/],
  [
    /^google_(sql_database_instance|redis_instance|alloydb_instance)$/,
    /^(settings\[0\]\.tier|database_version|memory_size_gb|redis_version|machine_config\[0\]\.cpu_count)$/,
  ],
  [/^azurerm_(linux_|windows_)?virtual_machine$/, /^(size|vm_size)$/],
  [/^azurerm_(postgresql|mysql)_(flexible_)?server$|^azurerm_redis_cache$/, /^(sku_name|version|capacity|family)$/],
  [
    /^(digitalocean_droplet|hcloud_server|linode_instance|vultr_instance|oci_core_instance|alicloud_instance|openstack_compute_instance_v2|scaleway_instance_server)$/,
    /^(size|server_type|type|plan|shape|instance_type|flavor_(id|name))$/,
  ],
];

/** Records that say where a name leads. */
const RECORDS =
  /^(aws_route53_record|cloudflare_(dns_)?record|google_dns_record_set|azurerm_(private_)?dns_\w+_record|digitalocean_record|hcloud_zone_(record|rrset)|linode_domain_record|ns1_record|alicloud_alidns_record|oci_dns_rrset)$/;
const TARGETS =
  /^(records|record|value|content|rrdatas|target|answers|alias\[\d+\]\.name|target_resource_id|items)(\[\d+\].*)?$/;

/** Ways that lead elsewhere, or stop for a while, with an update. */
export const divertedOrRestarted = whereItStays(({ resource, attributes }) => {
  const { type = "" } = resource;
  return [...restarts(type, attributes), ...redirected(type, attributes), ...noLongerForwards(resource)];
});

const restartingOf = byType((type) => RESTARTS.filter(([types]) => types.test(type)).map(([, name]) => name));
const isRecord = byType((type) => RECORDS.test(type));
const isListener = byType((type) => /^aws_(alb|lb)_listener(_rule)?$/.test(type));

function restarts(type: string, attributes: readonly AttributeChange[]): Found[] {
  const names = restartingOf(type);
  if (names.length === 0) return [];
  return attributes
    .filter(({ path, before }) => before !== undefined && names.some((name) => name.test(path)))
    .map(({ path, before, after }) =>
      found("restart", `${path} changes from ${before} to ${after ?? "another"}: it stops and starts again`),
    );
}

function redirected(type: string, attributes: readonly AttributeChange[]): Found[] {
  if (!isRecord(type)) return [];
  return attributes
    .filter(
      ({ path, before, after, unknown }) =>
        TARGETS.test(path) && before !== undefined && after !== undefined && !unknown,
    )
    .map(({ path, before, after }) => found("path-off", `the name leads elsewhere (${path}): ${before} → ${after}`));
}

/** A listener, or one of its rules, that answers by itself. */
function noLongerForwards({ type = "", change }: ResourceChange): Found[] {
  if (!isListener(type)) return [];
  const kinds = (values: unknown) =>
    [...listOf(member(values, "default_action")), ...listOf(member(values, "action"))].map((one) =>
      member(one, "type"),
    );
  const [before, after] = [kinds(change?.before), kinds(change?.after)];
  if (!before.includes("forward") || after.length === 0 || after.includes("forward")) return [];
  return [found("path-off", `it no longer forwards requests, but answers with ${after.join(", ")}`)];
}
