import { type CacheData, type Environment, hasPublicTasks, kebabCase, stackGroup } from "@app/config";
import { hostId, URL_CHECK_REGION } from "@app/constructs";
import { hasUrlChecks } from "./url-checks";

/** A resource, as the policy scan reports it. */
export type PolicyAddress = `${string}: ${string}`;

const at = (stack: string, address: string): PolicyAddress => `${stackGroup}-${stack}: ${address}`;
const terraformName = (key: string) => kebabCase(key).replaceAll("-", "_");

/** Where the resources are that policy checks talk about; none where the environment brings an existing one instead. */
export const policyAddresses = {
  stateBucket: (): PolicyAddress[] => [at("state", "aws_s3_bucket.state_bucket")],

  flowLog: ({ network }: Environment): PolicyAddress[] =>
    "vpcId" in network || network.flowLogDestination === "s3"
      ? []
      : [at("network", "aws_cloudwatch_log_group.flow_log")],

  flowLogBucket: ({ network }: Environment): PolicyAddress[] =>
    "vpcId" in network || network.flowLogDestination !== "s3"
      ? []
      : [at("network", "aws_s3_bucket.flow_log_logs_bucket")],

  /** ECS services whose tasks have public addresses. */
  publicServices: (environment: Environment): PolicyAddress[] =>
    hasPublicTasks(environment)
      ? environment.services.flatMap(({ kind, key }) =>
          kind === "web" || kind === "worker" || kind === "internal"
            ? [at(`service-${key}`, "aws_ecs_service.service")]
            : [],
        )
      : [],

  zone: ({ dns }: Environment): PolicyAddress[] =>
    dns.zoneId === undefined ? [at("dns", `aws_route53_zone.zone_${hostId(dns.domain)}`)] : [],

  alarmTopics: (environment: Environment): PolicyAddress[] => [
    at("cluster", "aws_sns_topic.alarms"),
    ...(hasUrlChecks(environment) && environment.aws.region !== URL_CHECK_REGION
      ? [at("cluster", "aws_sns_topic.url_alarms")]
      : []),
  ],

  clustersWithoutInsights: ({ cluster }: Environment): PolicyAddress[] =>
    cluster.name === undefined && !cluster.containerInsights ? [at("cluster", "aws_ecs_cluster.cluster")] : [],

  repositories: ({ sources }: Environment): PolicyAddress[] =>
    Object.values(sources)
      .filter(({ repositoryName }) => repositoryName === undefined)
      .map(({ key }) => at("ecr", `aws_ecr_repository.${terraformName(key)}`)),

  loadBalancer: (environment: Environment): PolicyAddress[] => ofOwnLoadBalancer(environment, "aws_lb.alb"),

  publicHttp: (environment: Environment): PolicyAddress[] =>
    ofOwnLoadBalancer(environment, "aws_vpc_security_group_ingress_rule.http_ipv4"),

  certificate: (environment: Environment): PolicyAddress[] =>
    "certificateArn" in environment.alb && environment.alb.certificateArn !== undefined
      ? []
      : ofOwnLoadBalancer(environment, "aws_acm_certificate.certificate"),

  firewallLog: (environment: Environment): PolicyAddress[] =>
    hasFirewall(environment) ? ofOwnLoadBalancer(environment, "aws_cloudwatch_log_group.firewall_logs") : [],

  accessLogBucket: (environment: Environment): PolicyAddress[] =>
    hasAccessLogs(environment) ? ofOwnLoadBalancer(environment, "aws_s3_bucket.access_logs_bucket") : [],

  pipelines: (environment: Environment): PolicyAddress[] =>
    ofPipeline(environment, ["aws_codepipeline.pipeline_stages_pipeline"]),

  pipelineBucket: (environment: Environment): PolicyAddress[] =>
    ofPipeline(environment, ["aws_s3_bucket.pipeline_artifacts"]),

  pipelineBuilds: (environment: Environment): PolicyAddress[] =>
    ofPipeline(
      environment,
      BUILDS.map((build) => `aws_codebuild_project.pipeline_${build}_project`),
    ),

  pipelineLogs: (environment: Environment): PolicyAddress[] =>
    ofPipeline(
      environment,
      BUILDS.map((build) => `aws_cloudwatch_log_group.pipeline_${build}_log`),
    ),

  pipelinePassphrase: (environment: Environment): PolicyAddress[] =>
    ofPipeline(environment, ["aws_cloudformation_stack.pipeline_passphrase_secret"]),

  tables: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap(({ kind, key }) => (kind === "table" ? [table(key)] : [])),

  /** Those that are created. */
  caches: (environment: Environment): PolicyAddress[] => ofCaches(environment, () => true),

  cachesWithoutReplicas: (environment: Environment): PolicyAddress[] =>
    ofCaches(environment, ({ replicas }) => replicas === 0),

  cachesWithoutPassword: (environment: Environment): PolicyAddress[] =>
    ofCaches(environment, ({ password }) => !password),

  cacheUsers: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap((store) =>
      isCreatedCache(store) && store.password
        ? [at("data", `aws_cloudformation_stack.${terraformName(store.key)}_user`)]
        : [],
    ),

  /** Secrets of caches, and those of the application that are generated. */
  generatedSecrets: ({ data, secrets }: Environment): PolicyAddress[] =>
    [
      ...secrets.flatMap(({ kind, key }) => (kind === "generated" ? [terraformName(key)] : [])),
      ...data.flatMap((store) =>
        isCreatedCache(store) && store.password
          ? [`${terraformName(store.key)}_password`, `${terraformName(store.key)}_url`]
          : [],
      ),
    ].map((name) => at("data", `aws_secretsmanager_secret.${name}`)),

  buckets: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap((store) => (store.kind === "bucket" && !("existing" in store) ? [bucket(store.key)] : [])),

  databases: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap((store) => (store.kind === "postgres" && "instanceClass" in store ? [database(store.key)] : [])),

  clusters: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap((store) => (store.kind === "postgres" && "aurora" in store ? [cluster(store.key)] : [])),

  clusterInstances: ({ data }: Environment): PolicyAddress[] => data.flatMap(clusterInstances),

  rotations: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap((store) =>
      store.kind === "postgres" && !("existing" in store)
        ? [at("data", `aws_secretsmanager_secret_rotation.${terraformName(store.key)}`)]
        : [],
    ),

  fileSystems: ({ data }: Environment): PolicyAddress[] =>
    data.flatMap(({ kind, key }) =>
      kind === "fileSystem" ? [at("data", `aws_efs_file_system.${terraformName(key)}`)] : [],
    ),

  targetGroups: ({ services }: Environment): PolicyAddress[] =>
    services.flatMap(({ kind, key }) =>
      kind === "web" ? [at(`service-${key}`, "aws_lb_target_group.target_group")] : [],
    ),

  /** Of services with a container that may write to its root file system. */
  writableTasks: ({ services }: Environment): PolicyAddress[] =>
    services
      .filter(
        ({ executeCommand, readonlyRootFilesystem, sidecars }) =>
          executeCommand ||
          ![readonlyRootFilesystem, ...sidecars.map((one) => one.readonlyRootFilesystem)].every(Boolean),
      )
      .map(({ key }) => at(`service-${key}`, "aws_ecs_task_definition.task_definition")),

  /** Of tasks that no ECS service holds: their schedule, or whoever runs them, names the group. */
  groupsOfRuns: ({ services }: Environment): PolicyAddress[] =>
    services.flatMap(({ kind, key }) =>
      kind === "oneOff" || kind === "scheduled" ? [at(`service-${key}`, "aws_security_group.tasks")] : [],
    ),

  successes: ({ services }: Environment): PolicyAddress[] =>
    services.flatMap(({ kind, key }) =>
      kind === "oneOff" ? [at(`service-${key}`, "aws_ssm_parameter.succeeded")] : [],
    ),

  schedules: ({ services }: Environment): PolicyAddress[] =>
    services.flatMap(({ kind, key }) =>
      kind === "scheduled" ? [at(`service-${key}`, "aws_scheduler_schedule.schedule")] : [],
    ),

  serviceLogs: ({ services }: Environment): PolicyAddress[] => services.map(({ key }) => serviceLog(key)),
};

export function table(key: string): PolicyAddress {
  return at("data", `aws_dynamodb_table.${terraformName(key)}`);
}

function isCreatedCache(store: Environment["data"][number]): store is CacheData {
  return store.kind === "cache" && store.existing === undefined;
}

function ofCaches({ data }: Environment, holds: (cache: CacheData) => boolean): PolicyAddress[] {
  return data.flatMap((store) =>
    isCreatedCache(store) && holds(store)
      ? [at("data", `aws_elasticache_replication_group.${terraformName(store.key)}`)]
      : [],
  );
}

export function bucket(key: string): PolicyAddress {
  return at("data", `aws_s3_bucket.${terraformName(key)}`);
}

export function database(key: string): PolicyAddress {
  return at("data", `aws_db_instance.${terraformName(key)}`);
}

export function cluster(key: string): PolicyAddress {
  return at("data", `aws_rds_cluster.${terraformName(key)}`);
}

/** Of Aurora: one, or two where one takes over from the other. */
export function clusterInstances(store: Environment["data"][number]): PolicyAddress[] {
  if (store.kind !== "postgres" || !("aurora" in store)) return [];
  return (store.multiAZ ? [1, 2] : [1]).map((number) =>
    at("data", `aws_rds_cluster_instance.${terraformName(store.key)}_instance_${number}`),
  );
}

export function serviceLog(key: string): PolicyAddress {
  return at(`service-${key}`, "aws_cloudwatch_log_group.logs");
}

export function hasFirewall({ alb }: Environment): boolean {
  return "webApplicationFirewall" in alb && alb.webApplicationFirewall;
}

export function hasAccessLogs({ alb }: Environment): boolean {
  return "accessLogs" in alb && alb.accessLogs;
}

function ofOwnLoadBalancer({ alb, services }: Environment, address: string): PolicyAddress[] {
  return "listenerArn" in alb || !services.some(({ kind }) => kind === "web") ? [] : [at("alb", address)];
}

const BUILDS = ["plan_build", "deploy_build"];

function ofPipeline({ delivery }: Environment, addresses: readonly string[]): PolicyAddress[] {
  return delivery.codePipeline === undefined ? [] : addresses.map((address) => at("delivery", address));
}
