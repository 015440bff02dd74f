import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";
import type { ConnectedRepository } from "./build-statements";

export interface DeliveryPipelineProps extends ConnectedRepository {
  readonly name: string;
  readonly roleArn: string;
  readonly branch: string;
  /** Bucket of what stages hand on. */
  readonly artifactBucket: string;
  /** CodeBuild projects of the two stages. */
  readonly planProject: string;
  readonly deployProject: string;
  /** Where in the artifact bucket the review of an execution is left. */
  readonly reviewKey: string;
  /** What leads the approver there. */
  readonly reviewUrl: string;
  /** What the approver reads beside it: up to 1,000 characters. */
  readonly question: string;
  readonly approvalTopicArn?: string | undefined;
  /** What must be there before the first execution, which starts with the pipeline itself. */
  readonly dependsOn: ITerraformDependable[];
}

/** The id of the execution, in values of a pipeline's actions. */
// https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
export const EXECUTION_ID = "#{codepipeline.PipelineExecutionId}";

// The names of artifacts: CodeBuild puts the second into the folder CODEBUILD_SRC_DIR_review.
// https://docs.aws.amazon.com/codebuild/latest/userguide/sample-pipeline-multi-input-output.html
const SOURCE = "source";
const REVIEW = "review";

/**
 * Source → Plan → Approval → Deploy. What was planned of a commit is what is approved, and what is approved is what is applied
 * of that commit. A newer execution takes the place of one that waits, and never of one that applies.
 */
// https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
export class DeliveryPipeline extends Construct {
  readonly pipeline: Codepipeline;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DeliveryPipelineProps,
  ) {
    super(scope, id);
    this.pipeline = new Codepipeline(this, "pipeline", {
      name: props.name,
      roleArn: props.roleArn,
      pipelineType: "V2",
      // https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html#how-it-works-superseded
      executionMode: "SUPERSEDED",
      artifactStore: [{ type: "S3", location: props.artifactBucket }],
      stage: [this.source(), this.plan(), this.approval(), this.deploy()],
      dependsOn: props.dependsOn,
    });
  }

  private source() {
    const { branch, connectionArn, repository } = this.props;
    return {
      name: "Source",
      action: [
        {
          name: "Source",
          category: "Source",
          owner: "AWS",
          provider: "CodeStarSourceConnection",
          version: "1",
          outputArtifacts: [SOURCE],
          // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
          configuration: {
            ConnectionArn: connectionArn,
            FullRepositoryId: repository,
            BranchName: branch,
            DetectChanges: "true",
            // A clone has modes and symbolic links, which the hash of an image's content covers; an archive does not.
            OutputArtifactFormat: "CODEBUILD_CLONE_REF",
          },
        },
      ],
    };
  }

  private plan() {
    const { artifactBucket, planProject, reviewKey } = this.props;
    const variables = [{ name: "REVIEW_URI", value: `s3://${artifactBucket}/${reviewKey}`, type: "PLAINTEXT" }];
    return {
      name: "Plan",
      action: [
        {
          ...BUILD,
          name: "Plan",
          inputArtifacts: [SOURCE],
          outputArtifacts: [REVIEW],
          // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html
          configuration: { ProjectName: planProject, EnvironmentVariables: terraformJson(variables) },
        },
      ],
    };
  }

  private approval() {
    const { approvalTopicArn, question, reviewUrl } = this.props;
    return {
      name: "Approval",
      action: [
        {
          name: "Approval",
          category: "Approval",
          owner: "AWS",
          provider: "Manual",
          version: "1",
          // https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-action-add.html
          configuration: {
            CustomData: question,
            ExternalEntityLink: reviewUrl,
            ...(approvalTopicArn === undefined ? {} : { NotificationArn: approvalTopicArn }),
          },
        },
      ],
    };
  }

  private deploy() {
    return {
      name: "Deploy",
      action: [
        {
          ...BUILD,
          name: "Deploy",
          inputArtifacts: [SOURCE, REVIEW],
          configuration: { ProjectName: this.props.deployProject, PrimarySource: SOURCE },
        },
      ],
    };
  }
}

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" };
