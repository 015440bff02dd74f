import type { ProviderKinds } from "./kinds";

/** https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs; each also with the version of its API. */
export const KUBERNETES: ProviderKinds = {
  // What is in a namespace goes with it, and what a definition of resources defines goes with that.
  keepsData: `
    namespace persistent_volume persistent_volume_claim stateful_set secret config_map config_map_data secret_data binary_secret_data
    certificate_signing_request`,
  carriesTraffic: `
    api_service cron_job daemonset daemon_set deployment endpoint_slice endpoints ingress ingress_class job pod replication_controller service env`,
  guardsAccess: `
    limit_range mutating_webhook_configuration network_policy pod_disruption_budget pod_security_policy resource_quota
    validating_webhook_configuration validating_admission_policy`,
  recreated: `
    annotations cluster_role cluster_role_binding csi_driver default_service_account horizontal_pod_autoscaler labels node_taint priority_class role
    role_binding runtime_class service_account storage_class token_request`,
};

/**
 * What a manifest makes, by its `kind`: https://kubernetes.io/docs/reference/kubernetes-api/ and, of what is installed
 * besides, what the projects' own documentation says of their resources.
 */
export const MANIFESTS: ProviderKinds = {
  keepsData: `
    Namespace PersistentVolume PersistentVolumeClaim StatefulSet Secret ConfigMap CustomResourceDefinition VolumeSnapshot VolumeSnapshotContent
    Cluster Kafka KafkaTopic Elasticsearch PostgresCluster Postgresql MySQLCluster InnoDBCluster PerconaServerMongoDB RabbitmqCluster Redis RedisCluster
    CassandraDatacenter Tenant Backup ScheduledBackup`,
  carriesTraffic: `
    APIService CronJob DaemonSet Deployment Endpoints EndpointSlice Ingress IngressClass Job Pod ReplicaSet ReplicationController Service Gateway
    HTTPRoute GRPCRoute TCPRoute TLSRoute VirtualService DestinationRule ServiceEntry IngressRoute Rollout ScaledObject Application HelmRelease
    Kustomization TargetGroupBinding`,
  guardsAccess: `
    LimitRange MutatingWebhookConfiguration NetworkPolicy PodDisruptionBudget PodSecurityPolicy ResourceQuota ValidatingWebhookConfiguration
    ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding PeerAuthentication AuthorizationPolicy ClusterPolicy Constraint CiliumNetworkPolicy`,
  recreated: `
    ClusterRole ClusterRoleBinding CSIDriver HorizontalPodAutoscaler PriorityClass Role RoleBinding RuntimeClass ServiceAccount StorageClass
    ServiceMonitor PodMonitor PrometheusRule Certificate Issuer ClusterIssuer ExternalSecret SecretStore ClusterSecretStore EnvoyFilter ENIConfig
    EC2NodeClass NodePool Provisioner`,
};
