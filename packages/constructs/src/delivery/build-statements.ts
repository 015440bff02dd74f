import { type PolicyStatement, policyDocument } from "../policy/policy-document";
import { arnOf, type DeliveryScope } from "./delivery-scope";

/** A repository behind a connection of AWS CodeConnections. */
export interface ConnectedRepository {
  readonly connectionArn: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** What builds of one project use besides what they were made for. */
export interface BuildSurroundings extends ConnectedRepository {
  readonly projectName: string;
  readonly artifactBucketArn: string;
  /** Secret with the passphrase that seals plans. */
  readonly passphraseArn: string;
}

/** Log group of a project's builds: the one that CodeBuild itself would choose. */
// https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
export function buildLogGroup(projectName: string): string {
  return `/aws/codebuild/${projectName}`;
}

/** Builds of one project of this account, and no others. */
// https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
export function buildTrustPolicy(scope: DeliveryScope, projectName: string): string {
  return policyDocument([
    {
      sid: "AssumedByBuild",
      actions: ["sts:AssumeRole"],
      principals: { Service: "codebuild.amazonaws.com" },
      conditions: {
        StringEquals: {
          "aws:SourceAccount": scope.accountId,
          "aws:SourceArn": arnOf(scope, "codebuild", `project/${projectName}`),
        },
      },
    },
  ]);
}

/** What every build calls before and after the commands of its buildspec, and for the plans that it takes. */
export function buildStatements(scope: DeliveryScope, surroundings: BuildSurroundings): PolicyStatement[] {
  const { projectName, artifactBucketArn, passphraseArn } = surroundings;
  return [
    {
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [arnOf(scope, "logs", `log-group:${buildLogGroup(projectName)}:log-stream:*`)],
    },
    {
      // https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html
      sid: "FindArtifacts",
      actions: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
      resources: [artifactBucketArn],
    },
    {
      sid: "TakeArtifacts",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [`${artifactBucketArn}/*`],
    },
    { sid: "OpenPlans", actions: ["secretsmanager:GetSecretValue"], resources: [passphraseArn] },
    cloneStatement(surroundings),
  ];
}

/** What a build that plans leaves behind: the sealed plans, and their review. */
export function leaveArtifactsStatement(artifactBucketArn: string): PolicyStatement {
  return { sid: "LeaveArtifacts", actions: ["s3:PutObject"], resources: [`${artifactBucketArn}/*`] };
}

/** Clones one repository, whatever else the connection reaches. */
// https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html#codebuild-role-connections
export function cloneStatement({ connectionArn, repository }: ConnectedRepository): PolicyStatement {
  const service = connectionService(connectionArn);
  return {
    sid: "CloneRepository",
    actions: [`${service}:UseConnection`],
    resources: [connectionArn],
    conditions: { StringEquals: { [`${service}:FullRepositoryId`]: repository } },
  };
}

/** Connections carry one of two names, and so does what allows their use. */
// https://docs.aws.amazon.com/dtconsole/latest/userguide/security_iam_id-based-policy-examples-connections.html
export function connectionService(connectionArn: string): string {
  return connectionArn.split(":")[2] ?? "codeconnections";
}
