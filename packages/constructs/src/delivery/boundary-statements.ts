import type { PolicyStatement } from "../policy/policy-document";
import { type DeliveryScope, iamArn } from "./delivery-scope";

/**
 * The most that a role of the environment may do which a deploy creates: what the grants of services can add up to, and what
 * AWS's services do on their behalf. Without it, whoever may create roles may give one every right there is.
 */
export function taskBoundaryStatements(scope: DeliveryScope): PolicyStatement[] {
  return [
    {
      sid: "UseData",
      actions: [
        "dynamodb:BatchGetItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "dynamodb:UpdateItem",
        "elasticfilesystem:ClientMount",
        "elasticfilesystem:ClientWrite",
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "secretsmanager:GetSecretValue",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
      resources: ["*"],
    },
    {
      sid: "RunTasks",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer",
        "ecs:RunTask",
        "ecs:TagResource",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    },
    {
      sid: "PassRolesToTasks",
      actions: ["iam:PassRole"],
      resources: [iamArn(scope, `role/${scope.name}-*`)],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      // What AWS's policy for certificates of Service Connect holds:
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity.html
      sid: "KeepCertificates",
      actions: [
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:DescribeSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:RotateSecret",
        "secretsmanager:TagResource",
        "secretsmanager:UpdateSecret",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: [`arn:${scope.partition}:secretsmanager:*:*:secret:ecs-sc!*`],
    },
    {
      sid: "IssueCertificates",
      actions: [
        "acm-pca:DescribeCertificateAuthority",
        "acm-pca:GetCertificate",
        "acm-pca:GetCertificateAuthorityCertificate",
        "acm-pca:IssueCertificate",
      ],
      resources: ["*"],
    },
  ];
}

/**
 * The most that the role of a deploy may do, whatever is attached to it: the services that an environment is made of. Of IAM it
 * may change roles, and nothing that lets a person or a program in: no users, keys, groups or identity providers.
 */
export function deployBoundaryStatements(scope: DeliveryScope): PolicyStatement[] {
  return [
    {
      sid: "UseServices",
      actions: [
        "acm:*",
        "application-autoscaling:*",
        "cloudformation:*",
        "cloudwatch:*",
        ...(scope.userPoolArn ? ["cognito-idp:DescribeUserPoolClient"] : []),
        "dynamodb:*",
        "ec2:*",
        "ecr:*",
        "ecs:*",
        "elasticache:*",
        "elasticfilesystem:*",
        "elasticloadbalancing:*",
        "events:*",
        "kms:DescribeKey",
        "logs:*",
        "rds:*",
        "route53:*",
        "s3:*",
        "scheduler:*",
        "secretsmanager:*",
        "servicediscovery:*",
        "servicequotas:Get*",
        "sns:*",
        "sqs:*",
        "ssm:*",
        "sts:GetCallerIdentity",
        "wafv2:*",
      ],
      resources: ["*"],
    },
    {
      sid: "ChangeRoles",
      actions: ["iam:*Role*"],
      resources: [iamArn(scope, `role/${scope.name}-*`), iamArn(scope, "role/aws-service-role/*")],
    },
    {
      sid: "ReadDelivery",
      actions: [
        "codebuild:BatchGetProjects",
        "codepipeline:GetPipeline",
        "codepipeline:ListTagsForResource",
        "iam:GetOpenIDConnectProvider",
        "iam:GetPolicy",
        "iam:GetPolicyVersion",
      ],
      resources: ["*"],
    },
    {
      // Items of tables are the application's, not the deploy's.
      sid: "NeverReadItems",
      effect: "Deny",
      actions: ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
      resources: ["*"],
    },
  ];
}
