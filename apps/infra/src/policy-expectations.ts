import type { Environment } from "@app/config";
import {
  bucket,
  cluster,
  clusterInstances,
  database,
  hasAccessLogs,
  hasFirewall,
  type PolicyAddress,
  policyAddresses,
  serviceLog,
  table,
} from "./policy-addresses";

/** A check that some resources of an environment fail, and why that is right. One that passes is stale, and the scan says so. */
export interface PolicyExpectation {
  readonly check: string;
  /** Where it fails in an environment; nowhere in most. */
  readonly fails: (environment: Environment) => PolicyAddress[];
  readonly reason: string;
}

const {
  stateBucket,
  flowLog,
  flowLogBucket,
  publicServices,
  clustersWithoutInsights,
  zone,
  alarmTopics,
  repositories,
  loadBalancer,
  publicHttp,
  certificate,
  firewallLog,
  accessLogBucket,
  buckets,
  clusterInstances: ofClusters,
  clusters,
  databases,
  rotations,
  tables,
  caches,
  cachesWithoutReplicas,
  cachesWithoutPassword,
  cacheUsers,
  pipelines,
  pipelineBucket,
  pipelineBuilds,
  pipelineLogs,
  pipelinePassphrase,
  generatedSecrets,
  fileSystems,
  groupsOfRuns,
  schedules,
  successes,
  targetGroups,
  writableTasks,
  serviceLogs,
} = policyAddresses;

const YEAR_DAYS = 365;
const ROTATION_DAYS = 90;

type PostgresInstance = Extract<Environment["data"][number], { readonly instanceClass: string }>;

/** Instances of RDS that lack something. */
function unprotected(data: Environment["data"], has: (instance: PostgresInstance) => boolean): PolicyAddress[] {
  return data.flatMap((store) =>
    store.kind === "postgres" && "instanceClass" in store && !has(store) ? [database(store.key)] : [],
  );
}

export const policyExpectations: readonly PolicyExpectation[] = [
  // Public on purpose
  {
    check: "CKV_AWS_260", // ingress from anywhere to port 80
    fails: publicHttp,
    reason: "Port 80 answers with the redirect to HTTPS and nothing else; visitors who type the name need it.",
  },
  {
    check: "CKV2_AWS_71", // no wildcard in certificates
    fails: certificate,
    reason: "One certificate serves the domain and every host name that is added to it; its key never leaves ACM.",
  },
  {
    check: "CKV2_AWS_76", // Log4j rules, by the names of two rule groups
    fails: (environment) => (hasFirewall(environment) ? loadBalancer(environment) : []),
    reason:
      "The rule group that stops Log4j exploits is in place; the second one that the check asks for, AnonymousIpList, turns away customers behind VPNs.",
  },
  {
    check: "CKV_AWS_378", // HTTP between load balancer and tasks
    fails: targetGroups,
    reason:
      "TLS ends at the load balancer; behind it requests stay in the VPC, and the tasks' security group lets nobody else send any.",
  },

  {
    check: "CKV_AWS_31", // ElastiCache with a password
    fails: cachesWithoutPassword,
    reason: "The environment says that whoever reaches the port may use this cache; security groups decide who does.",
  },

  {
    check: "CKV_AWS_333", // tasks with public addresses
    fails: publicServices,
    reason:
      "The environment pays for no NAT gateway: an address is the tasks' way out, and their security group lets the load balancer alone in.",
  },

  // Writable on purpose
  {
    check: "CKV_AWS_336", // read-only root file systems
    fails: writableTasks,
    reason:
      "The description of the service allows commands in its containers, whose agent must write, or says that the container writes.",
  },

  // Privileged on purpose
  {
    check: "CKV_AWS_316", // builds with a Docker engine
    fails: pipelineBuilds,
    reason:
      "Images are built with Docker, which CodeBuild has in privileged builds only; each runs in a machine of its own.",
  },

  // Keys of our own
  {
    check: "CKV_AWS_145", // S3 with KMS
    fails: stateBucket,
    reason: "S3 encrypts every state with its own key; a key of ours that is lost or disabled locks every state away.",
  },
  {
    check: "CKV_AWS_145",
    fails: (environment) => [...accessLogBucket(environment), ...flowLogBucket(environment)],
    reason:
      "AWS delivers logs of load balancers to buckets with S3's own key only, and logs of connections hold no contents.",
  },
  {
    check: "CKV_AWS_145",
    fails: buckets,
    reason:
      "S3 encrypts every object with its own key; one of ours is billed by month and by use, and every service that reads would be given it.",
  },
  {
    check: "CKV_AWS_145",
    fails: pipelineBucket,
    reason:
      "Plans in it are sealed with a passphrase that the builds alone may read; a key would let the pipeline's role open them, too.",
  },
  {
    check: "CKV_AWS_219", // artifacts of CodePipeline with KMS
    fails: pipelines,
    reason: "AWS's key for S3 encrypts what stages hand on; plans among it are sealed besides.",
  },
  {
    check: "CKV_AWS_147", // artifacts of CodeBuild with KMS
    fails: pipelineBuilds,
    reason: "AWS's key for S3 encrypts what builds leave; plans among it are sealed besides.",
  },
  {
    check: "CKV_AWS_158", // log groups with KMS
    fails: (environment) => [
      ...flowLog(environment),
      ...firewallLog(environment),
      ...serviceLogs(environment),
      ...pipelineLogs(environment),
    ],
    reason:
      "CloudWatch encrypts every log group with its own key; one of ours is billed, and whoever may read the logs would be given the key as well.",
  },
  {
    check: "CKV_AWS_119", // DynamoDB with KMS
    fails: tables,
    reason:
      "DynamoDB encrypts every table with its own key; one of ours is billed by month and by use, and every service that reads would be given it.",
  },
  {
    check: "CKV_AWS_149", // secrets with KMS
    fails: generatedSecrets,
    reason:
      "Secrets Manager encrypts every secret with AWS's own key; one of ours is billed, and the roles that start tasks would be given it.",
  },
  {
    check: "CKV_AWS_191", // ElastiCache with KMS
    fails: caches,
    reason: "ElastiCache encrypts at rest with its own key; another one is billed and replaces the cache.",
  },
  {
    check: "CKV_AWS_184", // EFS with KMS
    fails: fileSystems,
    reason:
      "EFS encrypts every file with its own key; one of ours is billed, and a file system whose key is lost or disabled is lost with it.",
  },
  {
    check: "CKV_AWS_136", // ECR with KMS
    fails: repositories,
    reason: "ECR encrypts images with S3's own key, images hold no secrets, and another key replaces the repository.",
  },
  {
    check: "CKV_AWS_26", // SNS with KMS
    fails: alarmTopics,
    reason:
      "CloudWatch cannot publish to a topic with AWS's managed key, and a billed key of ours would protect the names and values of metrics.",
  },

  {
    check: "CKV_AWS_327", // RDS clusters with KMS
    fails: clusters,
    reason: "RDS encrypts with AWS's key for it; one of ours that is lost or disabled takes the database with it.",
  },
  {
    check: "CKV_AWS_354", // Performance Insights with KMS
    fails: ({ data }) =>
      data.flatMap((store) => {
        if (store.kind !== "postgres" || "existing" in store || !store.performanceInsights) return [];
        return "aurora" in store ? clusterInstances(store) : [database(store.key)];
      }),
    reason: "AWS's key for RDS encrypts what Performance Insights keeps for a week.",
  },

  {
    check: "CKV2_AWS_34", // SSM parameters encrypted
    fails: successes,
    reason: "It names a task definition, which is no secret.",
  },
  {
    check: "CKV_AWS_297", // schedules with KMS
    fails: schedules,
    reason: "Scheduler encrypts every schedule with AWS's own key, and a schedule holds no secrets.",
  },

  // Who comes in
  {
    check: "CKV_AWS_161", // IAM authentication of RDS instances
    fails: databases,
    reason: "libpq and every library on it come with a password; a token of IAM lives 15 minutes and needs code.",
  },
  {
    check: "CKV_AWS_162", // IAM authentication of RDS clusters
    fails: clusters,
    reason: "libpq and every library on it come with a password; a token of IAM lives 15 minutes and needs code.",
  },
  {
    check: "CKV_AWS_304", // rotation within 90 days
    fails: ({ data, ...environment }) =>
      rotations({
        ...environment,
        data: data.filter(
          (store) => store.kind === "postgres" && !("existing" in store) && store.passwordRotationDays > ROTATION_DAYS,
        ),
      }),
    reason: "Tasks hold the password that they started with, so an environment says when it is changed.",
  },

  // Records of who did what
  {
    check: "CKV_AWS_118", // enhanced monitoring
    fails: (environment) => [...databases(environment), ...ofClusters(environment)],
    reason: "CloudWatch has the metrics that tell of trouble; those of the operating system are billed as logs.",
  },
  {
    check: "CKV_AWS_353", // Performance Insights
    fails: ({ data }) =>
      data.flatMap((store) => {
        if (store.kind !== "postgres" || "existing" in store || store.performanceInsights) return [];
        return "aurora" in store ? clusterInstances(store) : [database(store.key)];
      }),
    reason: "The environment says whether somebody looks at what its database waits for.",
  },
  {
    check: "CKV_AWS_129", // logs of RDS instances
    fails: databases,
    reason: "RDS keeps the server's log for three days; in CloudWatch it is billed by size.",
  },
  {
    check: "CKV_AWS_324", // logs of RDS clusters
    fails: clusters,
    reason: "RDS keeps the server's log for three days; in CloudWatch it is billed by size.",
  },
  {
    check: "CKV2_AWS_27", // statements in the log
    fails: clusters,
    reason: "Statements hold what customers wrote; the log of a server shall not.",
  },
  {
    check: "CKV_AWS_18", // S3 access logging
    fails: stateBucket,
    reason:
      "Who reads and writes states is told by CloudTrail's data events, which an account turns on for all its buckets.",
  },
  {
    check: "CKV_AWS_18",
    fails: (environment) => [...accessLogBucket(environment), ...flowLogBucket(environment)],
    reason: "A bucket of logs that logs into itself never rests, and one that logs into another moves the question.",
  },
  {
    check: "CKV_AWS_18",
    fails: buckets,
    reason:
      "Who reads and writes objects is told by CloudTrail's data events, which an account turns on for its buckets.",
  },
  {
    check: "CKV_AWS_18",
    fails: pipelineBucket,
    reason:
      "Who reads and writes artifacts is told by CloudTrail's data events, which an account turns on for its buckets.",
  },
  {
    check: "CKV2_AWS_39", // Route 53 query logging
    fails: zone,
    reason:
      "Query logs need a log group in us-east-1 and a policy of the account; every name leads to the load balancer, which counts the requests.",
  },
  {
    check: "CKV2_AWS_62", // S3 event notifications
    fails: (environment) => [...stateBucket(), ...accessLogBucket(environment), ...flowLogBucket(environment)],
    reason: "Nothing reacts to new objects: Terraform reads the states, people read the logs.",
  },
  {
    check: "CKV2_AWS_62",
    fails: pipelineBucket,
    reason: "CodePipeline itself hands on what a stage left.",
  },
  {
    check: "CKV2_AWS_62",
    fails: buckets,
    reason: "A service that shall react to an object is told so in a queue by the one that wrote it.",
  },
  {
    check: "CKV_AWS_91", // load balancer access logs
    fails: (environment) => (hasAccessLogs(environment) ? [] : loadBalancer(environment)),
    reason: "Access logs are billed; an environment keeps them where it says so.",
  },
  {
    check: "CKV_AWS_338", // logs kept for a year
    fails: (environment) => [
      ...("flowLogRetentionDays" in environment.network && environment.network.flowLogRetentionDays < YEAR_DAYS
        ? flowLog(environment)
        : []),
      ...firewallLog(environment),
      ...environment.services
        .filter(({ logRetentionDays }) => logRetentionDays < YEAR_DAYS)
        .map(({ key }) => serviceLog(key)),
    ],
    reason: "Logs are billed by size; each environment says how long it keeps them.",
  },

  {
    check: "CKV_AWS_124", // notifications of CloudFormation stacks
    fails: cacheUsers,
    reason: "Terraform waits for the stack, which holds one user of a cache, and says what became of it.",
  },
  {
    check: "CKV_AWS_124",
    fails: pipelinePassphrase,
    reason: "Terraform waits for the stack, which holds one secret, and says what became of it.",
  },

  // Keeping and losing
  {
    check: "CKV2_AWS_57", // rotation by Secrets Manager
    fails: generatedSecrets,
    reason:
      "Tasks read a secret when they start: one that changed by itself would be wrong in those that run. `rotation` changes it with a deploy.",
  },
  {
    check: "CKV2_AWS_50", // ElastiCache in several zones
    fails: cachesWithoutReplicas,
    reason: "Each copy is billed by the hour; an environment has them where it says so.",
  },
  {
    check: "CKV2_AWS_61", // S3 lifecycle
    fails: ({ aws }) => (aws.emulated ? stateBucket() : []),
    reason:
      "Old versions of locks expire in real accounts alone: a laptop's is not worth the minute that a first start waits.",
  },
  {
    check: "CKV_AWS_144", // S3 replication to another region
    fails: stateBucket,
    reason: "A region that is down takes the stacks with it, so their state may wait; versions cover the other losses.",
  },
  {
    check: "CKV_AWS_144",
    fails: (environment) => [...accessLogBucket(environment), ...flowLogBucket(environment)],
    reason: "Logs of access answer questions about the last days; losing them harms no customer.",
  },
  {
    check: "CKV_AWS_144",
    fails: pipelineBucket,
    reason: "A plan is of use for the region that it was made for, and can be made again.",
  },
  {
    check: "CKV_AWS_144",
    fails: buckets,
    reason:
      "A second region is billed as a second bucket and needs an application that turns to it; versions cover losses by mistake.",
  },
  {
    check: "CKV_AWS_21",
    fails: ({ data }) =>
      data.flatMap((store) =>
        store.kind === "bucket" && !("existing" in store) && !store.versioned ? [bucket(store.key)] : [],
      ),
    reason: "The application says that what this bucket holds need not be had back.",
  },
  {
    check: "CKV_AWS_21",
    fails: pipelineBucket,
    reason: "Artifacts are written once, each under a name of its own, and expire.",
  },
  {
    check: "CKV_AWS_21", // S3 versioning
    fails: (environment) => [...accessLogBucket(environment), ...flowLogBucket(environment)],
    reason: "Logs are written once and expire; versions would keep them longer than promised.",
  },
  {
    check: "CKV_AWS_150", // load balancer deletion protection
    fails: (environment) =>
      "deletionProtected" in environment.alb && environment.alb.deletionProtected ? [] : loadBalancer(environment),
    reason: "Environments without customers are destroyed and made again with one command.",
  },
  {
    check: "CKV_AWS_28", // DynamoDB point-in-time recovery
    fails: ({ data }) =>
      data.flatMap((store) => (store.kind === "table" && !store.pointInTimeRecovery ? [table(store.key)] : [])),
    reason: "The environment says that what this table holds may be lost.",
  },

  {
    check: "CKV_AWS_139", // RDS cluster deletion protection
    fails: ({ data }) =>
      data.flatMap((store) =>
        store.kind === "postgres" && "aurora" in store && !store.deletionProtected ? [cluster(store.key)] : [],
      ),
    reason: "The environment says that this database may be deleted.",
  },
  {
    check: "CKV_AWS_293", // RDS instance deletion protection
    fails: ({ data }) => unprotected(data, ({ deletionProtected }) => deletionProtected),
    reason: "The environment says that this database may be deleted.",
  },
  {
    check: "CKV_AWS_157", // RDS instance in two zones
    fails: ({ data }) => unprotected(data, ({ multiAZ }) => multiAZ),
    reason: "A second instance doubles the price; an environment has one where it says so.",
  },
  {
    check: "CKV2_AWS_8", // AWS Backup for RDS clusters
    fails: clusters,
    reason: "RDS's own backups restore to every moment of the days that the environment names.",
  },

  // What the check does not see
  {
    check: "CKV2_AWS_5", // security groups attached to something
    fails: groupsOfRuns,
    reason: "Its tasks come and go: EventBridge Scheduler or a deploy starts them in this group.",
  },

  // Bought protection
  {
    check: "CKV_AWS_65", // Container Insights
    fails: clustersWithoutInsights,
    reason: "They are billed by metric; an environment may do without, and its alarms know whether any task runs.",
  },
  {
    check: "CKV2_AWS_28", // web firewall
    fails: (environment) => (hasFirewall(environment) ? [] : loadBalancer(environment)),
    reason: "A web firewall is billed by rule and request; an environment has one where it says so.",
  },
  {
    check: "CKV2_AWS_38", // DNSSEC
    fails: zone,
    reason:
      "Signing needs a billed key in us-east-1 and a DS record where the domain is registered, and a slip takes the domain offline: for its owner to decide.",
  },
];
