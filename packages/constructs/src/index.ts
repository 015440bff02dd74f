export { AliasRecords, type AliasRecordsProps } from "./alb/alias-records";
export { Certificate, type CertificateProps } from "./alb/certificate";
export { ExistingLoadBalancer, type ExistingLoadBalancerProps } from "./alb/existing-load-balancer";
export { type ListenerRoute, ListenerRules, type ListenerRulesProps } from "./alb/listener-rules";
export { LoadBalancer, type LoadBalancerProps } from "./alb/load-balancer";
export { TargetGroup, type TargetGroupProps } from "./alb/target-group";
export { WebFirewall, type WebFirewallProps } from "./alb/web-firewall";
export type { DataKind, DataOutputs } from "./data/data-kind";
export { ExistingQueue, type ExistingQueueProps } from "./data/existing-queue";
export { ExistingSecret, type ExistingSecretProps } from "./data/existing-secret";
export { existingSecretKind } from "./data/existing-secret-kind";
export { type Connection, type Grant, noGrant } from "./data/grant";
export { Queue, type QueueProps } from "./data/queue";
export { type QueueVerb, queueKind, queueNames } from "./data/queue-kind";
export { type KeyType, Table, type TableIndex, type TableProps } from "./data/table";
export { type TableDescription, type TableVerb, tableKind } from "./data/table-kind";
export { ExistingZone, type ExistingZoneProps } from "./dns/existing-zone";
export { HostedZone, type HostedZoneProps } from "./dns/hosted-zone";
export { contextFiles } from "./image/build-context";
export { ContainerImage, type ContainerImageProps } from "./image/container-image";
export { contentHash } from "./image/content-hash";
export { type EcrRegistry, ecrHost, ecrRegistry, ecrRepositoryArn } from "./image/ecr-repository-arn";
export { ExistingRepository, type ExistingRepositoryProps } from "./image/existing-repository";
export { type ImageContent, imageTag } from "./image/image-tag";
export { type ImageUri, parseImageUri } from "./image/image-uri";
export { DEPLOYED_TAG_PREFIX, Repository, type RepositoryProps } from "./image/repository";
export { AlarmTopic, type AlarmTopicProps } from "./monitoring/alarm-topic";
export { Dashboard, type DashboardProps } from "./monitoring/dashboard";
export type { QueueMetrics } from "./monitoring/queue-metrics";
export { ScheduleAlarms, type ScheduleAlarmsProps } from "./monitoring/schedule-alarms";
export { ServiceAlarms, type ServiceAlarmsProps } from "./monitoring/service-alarms";
export type { ServiceMetrics } from "./monitoring/service-metrics";
export { WorkerAlarms, type WorkerAlarmsProps } from "./monitoring/worker-alarms";
export { WorkerDashboard, type WorkerDashboardProps } from "./monitoring/worker-dashboard";
export type { NatStrategy } from "./network/egress";
export { ExistingNetwork, type ExistingNetworkProps } from "./network/existing-network";
export { Network, type NetworkProps } from "./network/network";
export { ReplaceableSecurityGroup, type ReplaceableSecurityGroupProps } from "./network/replaceable-security-group";
export type { Zone } from "./network/zone";
export { type PolicyStatement, policyDocument, serviceTrustPolicy } from "./policy/policy-document";
export { terraformJson } from "./policy/terraform-json";
export { AwsStack, type StackSettings } from "./stack/aws-stack";
export { constantCase } from "./stack/constant-case";
export {
  list,
  type OutputSpecification,
  type OutputSpecifications,
  type OutputValues,
  outputName,
  text,
} from "./stack/contract";
export { hostId } from "./stack/host-id";
export { StateBucket, type StateBucketProps } from "./state-bucket/state-bucket";
export { type Capacity, capacityProviderStrategy } from "./workload/capacity";
export { Cluster, type ClusterProps } from "./workload/cluster";
export type { ContainerSettings } from "./workload/container";
export { ExistingCluster, type ExistingClusterProps } from "./workload/existing-cluster";
export { FargateService, type FargateServiceProps, type ServiceTargets } from "./workload/fargate-service";
export { OneOffTask } from "./workload/one-off-task";
export { PlacedTask, type PlacedTaskProps } from "./workload/placed-task";
export { Scaling, type ScalingProps, type ScheduledLimits } from "./workload/scaling";
export { ScheduledTask, type ScheduledTaskProps } from "./workload/scheduled-task";
export { Task, type TaskProps } from "./workload/task";
export { TaskDefinition, type TaskDefinitionProps } from "./workload/task-definition";
export { TaskRoles, type TaskRolesProps } from "./workload/task-roles";
export { type EgressRule, TaskSecurityGroup, type TaskSecurityGroupProps } from "./workload/task-security-group";
export type { TaskServiceProps } from "./workload/task-service";
export { type LoadBalancerReference, WebService, type WebServiceProps } from "./workload/web-service";
export { WorkerService, type WorkerServiceProps } from "./workload/worker-service";
