/**
 * What runs of the emulator: the services of an application on Fargate, its data and its delivery. Of the others some
 * run code for whoever asks, as Lambda does. Application Auto Scaling runs beside it.
 */
export const EMULATED_SERVICES = [
  "acm",
  // Makes the users of caches, and nothing else: python/local_cloud/cloudformation_resources.py.
  "cloudformation",
  "codebuild",
  "dynamodb",
  "ec2",
  "ecr",
  "ecs",
  "ecs-metadata",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "iam",
  // Hands tasks the credentials of their role.
  "imds",
  "kms",
  "logs",
  "monitoring",
  "rds",
  "route53",
  "s3",
  "scheduler",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "sts",
  "tagging",
  "wafv2",
] as const;
