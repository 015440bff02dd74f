import { type PolicyStatement, policyDocument } from "../policy/policy-document";
import { type ConnectedRepository, connectionService } from "./build-statements";
import { arnOf, type DeliveryScope } from "./delivery-scope";

export interface PipelineSurroundings extends ConnectedRepository {
  readonly artifactBucketArn: string;
  /** CodeBuild projects that its stages start. */
  readonly projectNames: readonly string[];
  readonly approvalTopicArn?: string | undefined;
}

/**
 * CodePipeline, without a condition: AWS's page has none, and does not say that the service sets a key. Only who may pass the
 * role can make a pipeline of it, and a role cannot be passed to another account.
 */
// https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-service-role-cli.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
export function pipelineTrustPolicy(): string {
  return policyDocument([
    {
      sid: "AssumedByPipeline",
      actions: ["sts:AssumeRole"],
      principals: { Service: "codepipeline.amazonaws.com" },
    },
  ]);
}

/** What the pipeline itself calls: it hands artifacts on and starts builds. It can neither open a plan nor change anything else. */
export function pipelineStatements(scope: DeliveryScope, surroundings: PipelineSurroundings): PolicyStatement[] {
  const { artifactBucketArn, approvalTopicArn, connectionArn, projectNames, repository } = surroundings;
  const service = connectionService(connectionArn);
  return [
    {
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
      sid: "FindArtifacts",
      actions: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      resources: [artifactBucketArn],
    },
    {
      sid: "HandArtifactsOn",
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: [`${artifactBucketArn}/*`],
    },
    {
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
      sid: "FollowBranch",
      actions: [`${service}:UseConnection`],
      resources: [connectionArn],
      // Not every call of a source action names a repository; those that do must name this one.
      conditions: { "ForAllValues:StringEquals": { [`${service}:FullRepositoryId`]: repository } },
    },
    {
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html
      sid: "StartBuilds",
      actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
      resources: projectNames.map((name) => arnOf(scope, "codebuild", `project/${name}`)),
    },
    ...(approvalTopicArn === undefined
      ? []
      : [
          {
            // https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-service-permissions.html
            sid: "AskForApproval",
            actions: ["sns:Publish"],
            resources: [approvalTopicArn],
          },
        ]),
  ];
}
