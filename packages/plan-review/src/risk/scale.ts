import type { AttributeChange } from "../difference/attributes";
import { byType } from "./by-type";
import { type Found, found, whereItStays } from "./finding";

/** Arguments that say how much runs; without any of it nothing answers. */
const COUNTS: readonly (readonly [types: RegExp, names: RegExp])[] = [
  [/^aws_ecs_service$/, /^desired_count$/],
  [/^aws_autoscaling_group$/, /^(max_size|desired_capacity)$/],
  [/^aws_appautoscaling_target$/, /^max_capacity$/],
  [/^aws_lambda_(function|alias)$/, /^reserved_concurrent_executions$/],
  [/^aws_eks_node_group$/, /(^|\.)(desired_size|max_size)$/],
  [/^aws_(ec2_fleet|spot_fleet_request)$/, /(^|\.)(target_capacity|total_target_capacity)$/],
  [/^aws_(emr_instance_group|neptune_cluster|rds_cluster|docdb_cluster)$/, /(^|\.)(instance_count|max_capacity)$/],
  [/^aws_(kinesis_stream)$/, /^shard_count$/],
  [/^google_compute_(region_)?instance_group_manager$/, /^target_size$/],
  [/^google_compute_(region_)?autoscaler$/, /(^|\.)max_replicas$/],
  [/^google_container_(node_pool|cluster)$/, /(^|\.)(node_count|max_node_count|initial_node_count)$/],
  [/^google_cloud_run_(v2_)?service$/, /(^|\.)(max_instance_count|"autoscaling.knative.dev\/maxScale")$/],
  [/^azurerm_\w*virtual_machine_scale_set$/, /^(instances|sku\[\d+\]\.capacity)$/],
  [/^azurerm_kubernetes_cluster(_node_pool)?$/, /(^|\.)(node_count|max_count)$/],
  [/^azurerm_(service_plan|app_service_plan)$/, /(^|\.)(worker_count|capacity)$/],
  [/^azurerm_container_app$/, /(^|\.)max_replicas$/],
  [/^azurerm_monitor_autoscale_setting$/, /capacity\[\d+\]\.maximum$/],
  [/^kube(rnetes|ctl)_\w+$/, /(^|\.)(replicas|max_replicas|maxReplicas|parallelism)$/],
  [
    /^(digitalocean_kubernetes_node_pool|scaleway_k8s_pool|oci_containerengine_node_pool|oci_core_instance_pool|alicloud_ess_scaling_group|openstack_compute_instance_v2)$/,
    /(^|\.)(node_count|size|max_size)$/,
  ],
  [/^heroku_formation$/, /^quantity$/],
  [/^docker_service$/, /(^|\.)replicas$/],
  [/^nomad_job$/, /(^|\.)count$/],
];
/** States in which a machine does not run. */
const STOPPED = /^"(stopped|TERMINATED|SUSPENDED|STOPPED|off|deallocated|NEVER|PAUSED)"$/;
const STATES = /(^|\.)(desired_status|instance_state|power_state|state|status|activation_policy|suspend)$/;

const namesOf = byType((type) => COUNTS.filter(([types]) => types.test(type)).map(([, name]) => name));
const isMachine = byType((type) => MACHINES.test(type));

/** What no longer runs after an update. */
export const scaled = whereItStays(({ resource: { type = "" }, attributes }) => {
  const names = namesOf(type);
  if (type === "helm_release") return attributes.flatMap(inHelmValues);
  if (names.length === 0 && !isMachine(type)) return [];
  return attributes.flatMap(({ path, before, after, unknown }) => {
    if (unknown || before === undefined) return [];
    const [from, to] = [numberOf(before), numberOf(after)];
    // Below zero is as much as there may be.
    if (to === 0 && (from > 0 || from < 0) && names.some((name) => name.test(path)))
      return [found("scaled-to-zero", `${path} goes from ${from} to 0`)];
    const stops =
      after !== undefined && STOPPED.test(after) && !STOPPED.test(before) && STATES.test(path) && isMachine(type);
    return stops ? [found("scaled-to-zero", `${path} goes from ${before} to ${after}`)] : [];
  });
});

const MACHINES =
  /(_instance|_virtual_machine|_server|_droplet|_instance_state|_database_instance|_job|_cluster)(_v2)?$/;

/** Numbers also stand in texts. */
function numberOf(json: string | undefined): number {
  return /^"?-?\d+"?$/.test(json ?? "") ? Number(json?.replaceAll('"', "")) : Number.NaN;
}

/** Charts call it so by custom: https://helm.sh/docs/chart_best_practices/values/ */
function inHelmValues({ path, before = "", after = "" }: AttributeChange): Found[] {
  if (!path.startsWith("values")) return [];
  const [from, to] = [before, after].map((text) =>
    [...text.matchAll(/\b(replicaCount|replicas): *(\d+)/g)].map(([, , count]) => Number(count)),
  );
  const stops = to?.some((count, at) => count === 0 && (from?.[at] ?? 0) > 0);
  return stops ? [found("scaled-to-zero", `replicas in ${path} go to 0`)] : [];
}
