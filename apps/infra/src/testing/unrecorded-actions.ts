/** Actions that a role is allowed and that the recorded deploys do not call, and why it needs them nevertheless. */
export interface Unrecorded {
  readonly actions: readonly string[];
  readonly reason: string;
}

/** Of a plan. */
export const unrecordedOfPlan: readonly Unrecorded[] = [
  {
    actions: ["ecr:BatchGetImage", "ecr:GetAuthorizationToken"],
    reason:
      "Before a plan the registry is asked what it has, and the Docker provider asks once more; recorded is a machine without Docker, where no registry holds an image.",
  },
  {
    actions: ["servicequotas:GetAWSDefaultServiceQuota", "servicequotas:GetServiceQuota"],
    reason: "The emulated account has no quotas, so that nobody asks for them.",
  },
  {
    actions: ["route53:GetHealthCheck"],
    reason: "Health checks from outside are made where nothing is emulated.",
  },
  {
    actions: ["sqs:GetQueueUrl"],
    reason: "A queue that exists already is looked up by its name; what is recorded creates all of its queues.",
  },
];

/** Of a deploy, besides those of a plan. */
export const unrecordedOfDeploy: readonly Unrecorded[] = [
  ...unrecordedOfPlan,
  {
    actions: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:CompleteLayerUpload",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
    reason: "Docker pushes and pulls through the registry's own protocol, for which ECR asks IAM for these.",
  },
  {
    actions: ["iam:CreateServiceLinkedRole", "iam:PassRole"],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    reason: "No calls: the calls that name a role, or use a service for the first time, are allowed by these.",
  },
  {
    actions: ["ec2:CreateNetworkInterface", "elasticloadbalancing:SetWebACL"],
    // https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html#API_CreateMountTarget_RequestSyntax
    // https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
    reason: "A mount target makes an interface and a firewall is tied to a load balancer with the caller's own rights.",
  },
  {
    actions: [
      "elasticache:CreateUser",
      "elasticache:DeleteUser",
      "elasticache:DescribeUsers",
      "elasticache:ModifyUser",
    ],
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
    reason: "CloudFormation makes the user of a cache with the rights of whoever creates the stack.",
  },
  {
    actions: [
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeResourcePolicies",
      "logs:PutResourcePolicy",
    ],
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html
    reason: "No calls: whoever lets a firewall write into a log group must have these rights as well.",
  },
  {
    actions: ["route53:CreateHealthCheck", "route53:DeleteHealthCheck", "route53:UpdateHealthCheck"],
    reason: "Health checks from outside are made where nothing is emulated.",
  },
  {
    actions: ["ecr:ListImages"],
    reason:
      "A repository is looked into before it is destroyed for good; the recorded ones are deleted with their images.",
  },
  {
    actions: ["elasticloadbalancing:SetIpAddressType"],
    reason: "A load balancer that exists gets IPv6; the recorded one is created with it.",
  },
  {
    actions: [
      "dynamodb:UpdateTable",
      "ec2:ModifyVpcEndpoint",
      "ecr:PutImageScanningConfiguration",
      "ecr:PutImageTagMutability",
      "ecs:UpdateCluster",
      "elasticache:ModifyCacheSubnetGroup",
      "elasticache:ModifyReplicationGroup",
      "elasticache:ModifyUserGroup",
      "elasticfilesystem:ModifyMountTargetSecurityGroups",
      "elasticfilesystem:PutLifecycleConfiguration",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyRule",
      "elasticloadbalancing:ModifyTargetGroup",
      "elasticloadbalancing:SetRulePriorities",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
      "logs:DeleteRetentionPolicy",
      "rds:ModifyDBInstance",
      "rds:ModifyDBSubnetGroup",
      "rds:ResetDBClusterParameterGroup",
      "rds:ResetDBParameterGroup",
      "scheduler:UpdateSchedule",
      "wafv2:UpdateWebACL",
    ],
    reason: "Changes in place that an operator or a new version makes, and the two recorded deploys do not.",
  },
  {
    actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    reason: "Calls between services with TLS need a policy of AWS's, and an authority that costs 50 USD a month.",
  },
  {
    actions: ["ec2:DisassociateAddress"],
    reason:
      "The provider asks for it where a NAT gateway that is deleted still holds its address; the emulator's holds none.",
  },
  {
    actions: ["ecs:StopTask"],
    reason: "A one-off task that outlasts its time is stopped; the recorded one ends by itself.",
  },
  {
    actions: ["s3:DeleteObjectVersion", "s3:ListBucketVersions"],
    reason: "A bucket with objects is emptied before it is deleted; the recorded ones are empty.",
  },
  {
    actions: ["secretsmanager:UpdateSecretVersionStage"],
    reason: "The provider moves the labels of a secret's versions where somebody else moved them.",
  },
];
