import type { PolicyStatement } from "../policy/policy-document";
import {
  arnOf,
  bucketArns,
  type DeliveryScope,
  generatedSecretArns,
  ownStates,
  repositoryArns,
} from "./delivery-scope";

/** Descriptions of resources, which AWS's lists and Terraform's look-ups find by no narrower name. None of them is data of the application. */
const DESCRIPTIONS = [
  "acm:DescribeCertificate",
  "acm:ListTagsForCertificate",
  "application-autoscaling:DescribeScalableTargets",
  "application-autoscaling:DescribeScalingPolicies",
  "application-autoscaling:DescribeScheduledActions",
  "application-autoscaling:ListTagsForResource",
  "cloudformation:DescribeStacks",
  "cloudformation:GetTemplate",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:GetDashboard",
  "cloudwatch:ListTagsForResource",
  "dynamodb:DescribeContinuousBackups",
  "dynamodb:DescribeTable",
  "dynamodb:DescribeTimeToLive",
  "dynamodb:ListTagsOfResource",
  "ec2:DescribeAddresses",
  "ec2:DescribeAddressesAttribute",
  "ec2:DescribeEgressOnlyInternetGateways",
  "ec2:DescribeFlowLogs",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeNatGateways",
  "ec2:DescribeNetworkAcls",
  "ec2:DescribePrefixLists",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroupRules",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcAttribute",
  "ec2:DescribeVpcEndpoints",
  "ec2:DescribeVpcs",
  "ecr:DescribeRepositories",
  // The token carries the rights of who asks for it: this one's lets nobody push.
  "ecr:GetAuthorizationToken",
  "ecr:GetLifecyclePolicy",
  "ecr:GetRepositoryPolicy",
  "ecr:ListTagsForResource",
  "ecs:DescribeClusters",
  "ecs:DescribeServices",
  "ecs:DescribeTaskDefinition",
  "elasticache:DescribeCacheClusters",
  "elasticache:DescribeCacheSubnetGroups",
  "elasticache:DescribeReplicationGroups",
  "elasticache:DescribeUserGroups",
  "elasticache:ListTagsForResource",
  "elasticfilesystem:DescribeAccessPoints",
  "elasticfilesystem:DescribeBackupPolicy",
  "elasticfilesystem:DescribeFileSystemPolicy",
  "elasticfilesystem:DescribeFileSystems",
  "elasticfilesystem:DescribeLifecycleConfiguration",
  "elasticfilesystem:DescribeMountTargetSecurityGroups",
  "elasticfilesystem:DescribeMountTargets",
  "elasticloadbalancing:DescribeCapacityReservation",
  "elasticloadbalancing:DescribeListenerAttributes",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTags",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeTargetGroups",
  "events:DescribeRule",
  "events:ListTagsForResource",
  "events:ListTargetsByRule",
  "iam:GetOpenIDConnectProvider",
  "iam:GetPolicy",
  "iam:GetPolicyVersion",
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListRolePolicies",
  "kms:DescribeKey",
  "logs:DescribeLogGroups",
  "logs:ListTagsForResource",
  "rds:DescribeDBClusterParameterGroups",
  "rds:DescribeDBClusterParameters",
  "rds:DescribeDBClusters",
  "rds:DescribeDBInstances",
  "rds:DescribeDBParameterGroups",
  "rds:DescribeDBParameters",
  "rds:DescribeDBSubnetGroups",
  "rds:DescribeGlobalClusters",
  "rds:ListTagsForResource",
  "route53:GetHealthCheck",
  "route53:GetHostedZone",
  "route53:ListResourceRecordSets",
  "route53:ListTagsForResource",
  "scheduler:GetSchedule",
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetRandomPassword",
  "secretsmanager:GetResourcePolicy",
  "servicediscovery:GetNamespace",
  "servicediscovery:ListTagsForResource",
  // Whether the account's quota is enough for the most tasks of a deploy.
  "servicequotas:GetAWSDefaultServiceQuota",
  "servicequotas:GetServiceQuota",
  "sns:GetSubscriptionAttributes",
  "sns:GetTopicAttributes",
  "sns:ListTagsForResource",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ListQueueTags",
  "ssm:DescribeParameters",
  "ssm:ListTagsForResource",
  "sts:GetCallerIdentity",
  "wafv2:GetLoggingConfiguration",
  "wafv2:GetWebACL",
  "wafv2:GetWebACLForResource",
  "wafv2:ListTagsForResource",
];

/** Of a pipeline that delivers and of what it starts; what went through it is none. */
// https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/codepipeline/codepipeline.go
// https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/codebuild/project.go
const PIPELINE_DESCRIPTIONS = [
  "codebuild:BatchGetProjects",
  "codepipeline:GetPipeline",
  "codepipeline:ListTagsForResource",
];

const BUCKET_SETTINGS = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketOwnershipControls",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  // Whether there is a bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
  "s3:ListBucket",
];

/**
 * What a plan reads: the states, and the descriptions of what is in them. No item of a table, no object but the states, no
 * line of a log, no message, and no value of a secret but those that Terraform itself generated, and the one that it hands to
 * the load balancer.
 */
export function planStatements(scope: DeliveryScope): PolicyStatement[] {
  const { generatesSecrets, hasPipeline, clientSecretName } = scope;
  return [
    { sid: "ReadDescriptions", actions: DESCRIPTIONS, resources: ["*"] },
    { sid: "ReadBucketSettings", actions: BUCKET_SETTINGS, resources: bucketArns(scope) },
    { sid: "ReadStates", actions: ["s3:GetObject"], ...ownStates(scope) },
    // Whether an image is there; its layers are not asked for.
    { sid: "FindImages", actions: ["ecr:BatchGetImage"], resources: repositoryArns(scope) },
    {
      // Which release a one-off task has succeeded for.
      sid: "ReadReleases",
      actions: ["ssm:GetParameter"],
      resources: [arnOf(scope, "ssm", `parameter/${scope.name}-*`)],
    },
    ...(hasPipeline ? [{ sid: "ReadPipeline", actions: PIPELINE_DESCRIPTIONS, resources: ["*"] }] : []),
    ...(generatesSecrets
      ? [
          {
            // The provider reads a version of a secret by its value, also a write-only one, and forgets it:
            // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/secretsmanager/secret_version.go
            sid: "ReadGeneratedSecrets",
            actions: ["secretsmanager:GetSecretValue"],
            resources: generatedSecretArns(scope),
          },
        ]
      : []),
    ...(clientSecretName
      ? [
          {
            sid: "ReadClientSecret",
            actions: ["secretsmanager:GetSecretValue"],
            // Secrets Manager appends six characters to the name.
            // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
            resources: [arnOf(scope, "secretsmanager", `secret:${clientSecretName}-??????`)],
          },
        ]
      : []),
  ];
}
