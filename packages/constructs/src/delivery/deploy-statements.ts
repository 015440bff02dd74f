import type { PolicyStatement } from "../policy/policy-document";
import { arnOf, type DeliveryScope, generatedSecretArns, iamArn, ownStates, repositoryArns } from "./delivery-scope";

/** What the roles of delivery are called behind the environment's name, whichever of them it has. */
const DELIVERY_ROLES = ["plan", "deploy", "pipeline", "pipeline-plan", "pipeline-deploy"];

/** The policies of whoever deploys, by name, besides what a plan reads. */
export function deployPolicies(scope: DeliveryScope, taskBoundaryArn: string): Record<string, PolicyStatement[]> {
  return {
    network: networkStatements(scope),
    services: serviceStatements(scope),
    roles: roleStatements(scope, taskBoundaryArn),
    data: dataStatements(scope),
  };
}

/** Resources whose names AWS gives, or that have none: any of the environment's region. */
function inRegion(scope: DeliveryScope, sid: string, actions: readonly string[]): PolicyStatement {
  return { sid, actions, resources: ["*"], conditions: { StringEquals: { "aws:RequestedRegion": scope.region } } };
}

function networkStatements(scope: DeliveryScope): PolicyStatement[] {
  return [
    inRegion(scope, "ChangeNetwork", [
      "ec2:AllocateAddress",
      "ec2:AssociateRouteTable",
      "ec2:AttachInternetGateway",
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:CreateEgressOnlyInternetGateway",
      "ec2:CreateFlowLogs",
      "ec2:CreateInternetGateway",
      "ec2:CreateNatGateway",
      "ec2:CreateNetworkInterface",
      "ec2:CreateRoute",
      "ec2:CreateRouteTable",
      "ec2:CreateSecurityGroup",
      "ec2:CreateSubnet",
      "ec2:CreateTags",
      "ec2:CreateVpc",
      "ec2:CreateVpcEndpoint",
      "ec2:DeleteEgressOnlyInternetGateway",
      "ec2:DeleteFlowLogs",
      "ec2:DeleteInternetGateway",
      "ec2:DeleteNatGateway",
      "ec2:DeleteRoute",
      "ec2:DeleteRouteTable",
      "ec2:DeleteSecurityGroup",
      "ec2:DeleteSubnet",
      "ec2:DeleteTags",
      "ec2:DeleteVpc",
      "ec2:DeleteVpcEndpoints",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DetachInternetGateway",
      "ec2:DisassociateAddress",
      "ec2:DisassociateRouteTable",
      "ec2:ModifySubnetAttribute",
      "ec2:ModifyVpcAttribute",
      "ec2:ModifyVpcEndpoint",
      "ec2:ReleaseAddress",
      "ec2:RevokeSecurityGroupEgress",
      "ec2:RevokeSecurityGroupIngress",
    ]),
    inRegion(scope, "ChangeLoadBalancer", [
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:CreateRule",
      "elasticloadbalancing:CreateTargetGroup",
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:DeleteRule",
      "elasticloadbalancing:DeleteTargetGroup",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "elasticloadbalancing:ModifyRule",
      "elasticloadbalancing:ModifyTargetGroup",
      "elasticloadbalancing:ModifyTargetGroupAttributes",
      "elasticloadbalancing:RemoveTags",
      "elasticloadbalancing:SetIpAddressType",
      "elasticloadbalancing:SetRulePriorities",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
      "elasticloadbalancing:SetWebACL",
      "wafv2:AssociateWebACL",
      "wafv2:CreateWebACL",
      "wafv2:DeleteLoggingConfiguration",
      "wafv2:DeleteWebACL",
      "wafv2:DisassociateWebACL",
      "wafv2:PutLoggingConfiguration",
      "wafv2:TagResource",
      "wafv2:UntagResource",
      "wafv2:UpdateWebACL",
    ]),
    inRegion(scope, "ChangeCertificates", [
      "acm:AddTagsToCertificate",
      "acm:DeleteCertificate",
      "acm:RemoveTagsFromCertificate",
      "acm:RequestCertificate",
    ]),
    {
      // Route 53 knows no regions, and zones have ids of AWS's.
      sid: "ChangeZone",
      actions: [
        "route53:ChangeResourceRecordSets",
        "route53:ChangeTagsForResource",
        "route53:CreateHealthCheck",
        "route53:CreateHostedZone",
        "route53:DeleteHealthCheck",
        "route53:DeleteHostedZone",
        "route53:GetChange",
        "route53:GetDNSSEC",
        "route53:UpdateHealthCheck",
      ],
      resources: ["*"],
    },
    ...(scope.userPoolArn
      ? [
          {
            // With the rights of whoever makes the rule.
            // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#cognito-requirements
            sid: "FindUserPoolClient",
            actions: ["cognito-idp:DescribeUserPoolClient"],
            resources: [scope.userPoolArn],
          },
        ]
      : []),
  ];
}

function serviceStatements(scope: DeliveryScope): PolicyStatement[] {
  const { name, partition, application } = scope;
  return [
    inRegion(scope, "ChangeServices", [
      "application-autoscaling:DeleteScalingPolicy",
      "application-autoscaling:DeleteScheduledAction",
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:PutScalingPolicy",
      "application-autoscaling:PutScheduledAction",
      "application-autoscaling:RegisterScalableTarget",
      "application-autoscaling:TagResource",
      "application-autoscaling:UntagResource",
      "cloudwatch:DeleteAlarms",
      "cloudwatch:DeleteDashboards",
      "cloudwatch:PutDashboard",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
      "ecs:CreateCluster",
      "ecs:CreateService",
      "ecs:DeleteCluster",
      "ecs:DeleteService",
      "ecs:DescribeTasks",
      "ecs:ListTagsForResource",
      "ecs:ListTasks",
      "ecs:PutClusterCapacityProviders",
      "ecs:RegisterTaskDefinition",
      "ecs:TagResource",
      "ecs:UntagResource",
      "ecs:UpdateCluster",
      "ecs:UpdateService",
      "servicediscovery:CreateHttpNamespace",
      "servicediscovery:DeleteNamespace",
      "servicediscovery:GetOperation",
      "servicediscovery:TagResource",
      "servicediscovery:UntagResource",
    ]),
    {
      sid: "RunOneOffTasks",
      actions: ["ecs:RunTask"],
      resources: [arnOf(scope, "ecs", `task-definition/${name}-*:*`)],
    },
    { sid: "StopOneOffTasks", actions: ["ecs:StopTask"], resources: [arnOf(scope, "ecs", "task/*/*")] },
    {
      sid: "ChangeRepositories",
      actions: [
        "ecr:CreateRepository",
        "ecr:DeleteLifecyclePolicy",
        "ecr:DeleteRepository",
        "ecr:DeleteRepositoryPolicy",
        // Whether a repository that is going to be deleted is empty.
        "ecr:ListImages",
        "ecr:PutImageScanningConfiguration",
        "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy",
        "ecr:SetRepositoryPolicy",
        "ecr:TagResource",
        "ecr:UntagResource",
      ],
      resources: [arnOf(scope, "ecr", `repository/${name}-*`)],
    },
    {
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
      sid: "PushImages",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: repositoryArns(scope),
    },
    {
      // What another environment released, wherever it is; its repository must allow it as well.
      sid: "PromoteImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [`arn:${partition}:ecr:*:*:repository/${application}-*`, ...repositoryArns(scope)],
    },
    {
      sid: "ChangeLogs",
      actions: [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteRetentionPolicy",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      resources: logGroups(scope, ""),
    },
    {
      // A firewall's log and flow logs in a bucket are delivered by AWS, with these rights of whoever sets them up.
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
      // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
      sid: "DeliverLogs",
      actions: [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeResourcePolicies",
        "logs:PutResourcePolicy",
      ],
      resources: ["*"],
    },
    // The last lines of a one-off task stand in the summary of a deploy.
    { sid: "ReadLogs", actions: ["logs:GetLogEvents"], resources: logGroups(scope, ":log-stream:*") },
    {
      sid: "TellOfAlarms",
      actions: [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:Unsubscribe",
        "sns:UntagResource",
      ],
      resources: [arnOf(scope, "sns", `${name}*`)],
    },
    {
      sid: "ChangeRules",
      actions: [
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ],
      resources: [arnOf(scope, "events", `rule/${name}-*`)],
    },
    {
      sid: "ChangeSchedules",
      actions: ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"],
      resources: [arnOf(scope, "scheduler", `schedule/default/${name}-*`)],
    },
    {
      sid: "RememberReleases",
      actions: ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter", "ssm:RemoveTagsFromResource"],
      resources: [arnOf(scope, "ssm", `parameter/${name}-*`)],
    },
  ];
}

function logGroups(scope: DeliveryScope, suffix: string): string[] {
  const groups = ["/ecs/", "/vpc/", "aws-waf-logs-"];
  return groups.map((group) => arnOf(scope, "logs", `log-group:${group}${scope.name}*${suffix}`));
}

/** Roles of the environment, each within the boundary of tasks; and no others. */
function roleStatements(scope: DeliveryScope, taskBoundaryArn: string): PolicyStatement[] {
  const roles = [iamArn(scope, `role/${scope.name}-*`)];
  return [
    {
      sid: "GiveRolesRights",
      actions: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePolicy"],
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": taskBoundaryArn } },
    },
    {
      sid: "ChangeRoles",
      actions: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: roles,
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: {
        StringEquals: {
          "iam:PassedToService": [
            "ecs-tasks.amazonaws.com",
            "ecs.amazonaws.com",
            "scheduler.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
          ],
        },
      },
    },
    {
      // AWS's services make these roles for themselves when they are first used in an account.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
      sid: "CreateServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [iamArn(scope, "role/aws-service-role/*")],
      conditions: {
        StringEquals: {
          "iam:AWSServiceName": [
            "ecs.amazonaws.com",
            "ecs.application-autoscaling.amazonaws.com",
            "elasticache.amazonaws.com",
            "elasticfilesystem.amazonaws.com",
            "elasticloadbalancing.amazonaws.com",
            "rds.amazonaws.com",
            "wafv2.amazonaws.com",
          ],
        },
      },
    },
    {
      // The roles of delivery itself and their limits are an administrator's.
      sid: "NeverChangeDelivery",
      effect: "Deny",
      actions: [
        "iam:AttachRolePolicy",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ],
      resources: DELIVERY_ROLES.map((role) => iamArn(scope, `role/${scope.name}-${role}`)),
    },
  ];
}

function dataStatements(scope: DeliveryScope): PolicyStatement[] {
  const { name, partition } = scope;
  return [
    { sid: "WriteStates", actions: ["s3:DeleteObject", "s3:PutObject"], ...ownStates(scope) },
    {
      sid: "ChangeTables",
      actions: [
        "dynamodb:CreateTable",
        "dynamodb:DeleteTable",
        "dynamodb:TagResource",
        "dynamodb:UntagResource",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive",
      ],
      resources: [arnOf(scope, "dynamodb", `table/${name}-*`)],
    },
    {
      sid: "ChangeQueues",
      actions: ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
      resources: [arnOf(scope, "sqs", `${name}-*`)],
    },
    {
      sid: "ChangeBuckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        // With the next statement: empties a bucket that an environment may lose.
        "s3:ListBucketVersions",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      resources: [`arn:${partition}:s3:::${name}-*`],
    },
    {
      sid: "EmptyBuckets",
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
      resources: [`arn:${partition}:s3:::${name}-*/*`],
    },
    {
      sid: "ChangeSecrets",
      actions: [
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: generatedSecretArns(scope),
    },
    {
      // RDS keeps the password of a database in a secret of its own, made with the rights of whoever creates the database.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
      sid: "KeepPasswords",
      actions: [
        "secretsmanager:CancelRotateSecret",
        "secretsmanager:CreateSecret",
        "secretsmanager:RotateSecret",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
      ],
      resources: [arnOf(scope, "secretsmanager", "secret:rds!*")],
    },
    inRegion(scope, "ChangeStores", [
      "elasticache:AddTagsToResource",
      "elasticache:CreateCacheSubnetGroup",
      "elasticache:CreateReplicationGroup",
      "elasticache:CreateUser",
      "elasticache:CreateUserGroup",
      "elasticache:DeleteCacheSubnetGroup",
      "elasticache:DeleteReplicationGroup",
      "elasticache:DeleteUser",
      "elasticache:DeleteUserGroup",
      "elasticache:DescribeUsers",
      "elasticache:ModifyCacheSubnetGroup",
      "elasticache:ModifyReplicationGroup",
      "elasticache:ModifyUser",
      "elasticache:ModifyUserGroup",
      "elasticache:RemoveTagsFromResource",
      "elasticfilesystem:CreateAccessPoint",
      "elasticfilesystem:CreateFileSystem",
      "elasticfilesystem:CreateMountTarget",
      "elasticfilesystem:DeleteAccessPoint",
      "elasticfilesystem:DeleteFileSystem",
      "elasticfilesystem:DeleteFileSystemPolicy",
      "elasticfilesystem:DeleteMountTarget",
      "elasticfilesystem:ModifyMountTargetSecurityGroups",
      "elasticfilesystem:PutBackupPolicy",
      "elasticfilesystem:PutFileSystemPolicy",
      "elasticfilesystem:PutLifecycleConfiguration",
      "elasticfilesystem:TagResource",
      "elasticfilesystem:UntagResource",
      "rds:AddTagsToResource",
      "rds:CreateDBCluster",
      "rds:CreateDBClusterParameterGroup",
      "rds:CreateDBInstance",
      "rds:CreateDBParameterGroup",
      "rds:CreateDBSubnetGroup",
      "rds:DeleteDBCluster",
      "rds:DeleteDBClusterParameterGroup",
      "rds:DeleteDBInstance",
      "rds:DeleteDBParameterGroup",
      "rds:DeleteDBSubnetGroup",
      "rds:ModifyDBCluster",
      "rds:ModifyDBClusterParameterGroup",
      "rds:ModifyDBInstance",
      "rds:ModifyDBParameterGroup",
      "rds:ModifyDBSubnetGroup",
      "rds:RemoveTagsFromResource",
      "rds:ResetDBClusterParameterGroup",
      "rds:ResetDBParameterGroup",
    ]),
    {
      sid: "ChangeCacheUsers",
      actions: ["cloudformation:CreateStack", "cloudformation:DeleteStack", "cloudformation:UpdateStack"],
      resources: [arnOf(scope, "cloudformation", `stack/${name}-*/*`)],
    },
  ];
}
