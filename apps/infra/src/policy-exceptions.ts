import type { PolicyException } from "@app/policy-scan";

const STATE_BUCKET = "infra-state: aws_s3_bucket.state_bucket";
const ACCESS_LOG_BUCKET = "infra-edge: aws_s3_bucket.edge_access_logs_bucket";
const LOAD_BALANCER = "infra-edge: aws_lb.edge_alb";
const ZONE = "infra-dns: aws_route53_zone.domain_zone";
const TABLE = "infra-service: aws_dynamodb_table.notes_table";
const FLOW_LOG = "infra-network: aws_cloudwatch_log_group.network_flow_log_group";
const SERVICE_LOG = "infra-service: aws_cloudwatch_log_group.flask_logs";

const WITHOUT_CUSTOMERS = ["local", "staging"];

/** Checks of the policy scan that these stacks fail on purpose. One that no longer fails is stale, and the scan says so. */
export const policyExceptions: readonly PolicyException[] = [
  // Public on purpose
  {
    check: "CKV_AWS_260", // ingress from anywhere to port 80
    resources: ["infra-edge: aws_vpc_security_group_ingress_rule.edge_http_ipv4"],
    reason: "Port 80 answers with the redirect to HTTPS and nothing else; visitors who type the name need it.",
  },
  {
    check: "CKV2_AWS_71", // no wildcard in certificates
    resources: ["infra-dns: aws_acm_certificate.tls_certificate"],
    reason: "One certificate serves the domain and every host name that is added to it; its key never leaves ACM.",
  },
  {
    check: "CKV2_AWS_76", // Log4j rules, by the names of two rule groups
    resources: [LOAD_BALANCER],
    environments: ["production"],
    reason:
      "The rule group that stops Log4j exploits is in place; the second one that the check asks for, AnonymousIpList, turns away customers behind VPNs.",
  },

  // Keys of our own
  {
    check: "CKV_AWS_145", // S3 with KMS
    resources: [STATE_BUCKET],
    reason: "S3 encrypts every state with its own key; a key of ours that is lost or disabled locks every state away.",
  },
  {
    check: "CKV_AWS_145",
    resources: [ACCESS_LOG_BUCKET],
    reason: "Load balancers deliver access logs to buckets with S3's own key only.",
  },
  {
    check: "CKV_AWS_158", // log groups with KMS
    resources: [FLOW_LOG, SERVICE_LOG],
    reason:
      "CloudWatch encrypts every log group with its own key; one of ours is billed, and whoever may read the logs would be given the key as well.",
  },
  {
    check: "CKV_AWS_119", // DynamoDB with KMS
    resources: [TABLE],
    reason:
      "DynamoDB encrypts every table with its own key; one of ours is billed by month and by use, for public notes.",
  },
  {
    check: "CKV_AWS_136", // ECR with KMS
    resources: ["infra-registry: aws_ecr_repository.registry_repository"],
    reason: "ECR encrypts images with S3's own key, images hold no secrets, and another key replaces the repository.",
  },
  {
    check: "CKV_AWS_26", // SNS with KMS
    resources: ["infra-service: aws_sns_topic.alarm_topic"],
    reason:
      "CloudWatch cannot publish to a topic with AWS's managed key, and a billed key of ours would protect the names and values of metrics.",
  },

  // Records of who did what
  {
    check: "CKV_AWS_18", // S3 access logging
    resources: [STATE_BUCKET],
    reason:
      "Who reads and writes states is told by CloudTrail's data events, which an account turns on for all its buckets.",
  },
  {
    check: "CKV_AWS_18",
    resources: [ACCESS_LOG_BUCKET],
    reason: "A bucket of logs that logs into itself never rests, and one that logs into another moves the question.",
  },
  {
    check: "CKV2_AWS_39", // Route 53 query logging
    resources: [ZONE],
    reason:
      "Query logs need a log group in us-east-1 and a policy of the account; every name leads to the load balancer, which counts the requests.",
  },
  {
    check: "CKV2_AWS_31", // web firewall logging
    resources: ["infra-edge: aws_wafv2_web_acl.firewall_acl"],
    reason:
      "Each rule counts what it stops and keeps samples of it; complete logs are billed by size, hold cookies, and cannot be tried locally.",
  },
  {
    check: "CKV2_AWS_62", // S3 event notifications
    resources: [STATE_BUCKET, ACCESS_LOG_BUCKET],
    reason: "Nothing reacts to new objects: Terraform reads the states, people read the logs.",
  },
  {
    check: "CKV_AWS_91", // load balancer access logs
    resources: [LOAD_BALANCER],
    environments: WITHOUT_CUSTOMERS,
    reason: "Access logs are billed; production keeps them.",
  },
  {
    check: "CKV_AWS_338", // logs kept for a year
    resources: [FLOW_LOG, SERVICE_LOG],
    environments: WITHOUT_CUSTOMERS,
    reason: "Logs are billed by size; production keeps them for a year, staging for a month, a laptop for a day.",
  },

  // Keeping and losing
  {
    check: "CKV2_AWS_61", // S3 lifecycle
    resources: [STATE_BUCKET],
    reason: "Old versions are the last resort when a state is damaged, and small; none may expire.",
  },
  {
    check: "CKV_AWS_144", // S3 replication to another region
    resources: [STATE_BUCKET],
    reason: "A region that is down takes the stacks with it, so their state may wait; versions cover the other losses.",
  },
  {
    check: "CKV_AWS_144",
    resources: [ACCESS_LOG_BUCKET],
    reason: "Access logs answer questions about the last 90 days; losing them harms no customer.",
  },
  {
    check: "CKV_AWS_21", // S3 versioning
    resources: [ACCESS_LOG_BUCKET],
    reason: "Access logs are written once and expire after 90 days; versions would keep them longer than promised.",
  },
  {
    check: "CKV_AWS_150", // load balancer deletion protection
    resources: [LOAD_BALANCER],
    environments: WITHOUT_CUSTOMERS,
    reason: "Environments without customers are destroyed and made again with one command; production is protected.",
  },
  {
    check: "CKV_AWS_28", // DynamoDB point-in-time recovery
    resources: [TABLE],
    environments: ["local"],
    reason: "The emulated account is thrown away with what it holds.",
  },

  // Bought protection
  {
    check: "CKV2_AWS_28", // web firewall
    resources: [LOAD_BALANCER],
    environments: WITHOUT_CUSTOMERS,
    reason: "A web firewall is billed by rule and request; production has one.",
  },
  {
    check: "CKV2_AWS_38", // DNSSEC
    resources: [ZONE],
    reason:
      "Signing needs a billed key in us-east-1 and a DS record where the domain is registered, and a slip takes the domain offline: for its owner to decide.",
  },
];
