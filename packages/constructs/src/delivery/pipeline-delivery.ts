import { Construct } from "constructs";
import { Bucket } from "../data/bucket";
import type { PolicyStatement } from "../policy/policy-document";
import {
  type BuildSurroundings,
  buildStatements,
  buildTrustPolicy,
  type ConnectedRepository,
  leaveArtifactsStatement,
} from "./build-statements";
import { DeliveryBuild } from "./delivery-build";
import { DeliveryPipeline, EXECUTION_ID } from "./delivery-pipeline";
import { DeliveryRole } from "./delivery-role";
import { artifactBucketName, type DeliveryScope } from "./delivery-scope";
import { pipelineStatements, pipelineTrustPolicy } from "./pipeline-statements";
import { PlanPassphrase } from "./plan-passphrase";

/** What one stage's builds run, and what they may do. */
export interface PipelineStage {
  /** Path of the buildspec in the repository. */
  readonly buildspec: string;
  /** Where its builds have the review. */
  readonly reviewFolder: string;
  /** What it may do besides what every build does, by the name of a policy. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
  readonly permissionsBoundaryArn?: string;
  readonly timeoutMinutes: number;
}

export interface PipelineDeliveryProps extends ConnectedRepository {
  readonly branch: string;
  readonly approvalTopicArn?: string | undefined;
  /** Environment to deliver, as commands name it. */
  readonly environment: string;
  readonly scope: DeliveryScope;
  readonly plan: PipelineStage;
  readonly deploy: PipelineStage;
}

/** An approval is given or refused within 7 days; what was reviewed can be looked up for a while after. */
// https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html
const ARTIFACT_DAYS = 30;
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * A pipeline in the environment's account that plans a commit, waits until somebody has read the review, and applies exactly
 * those plans. Between the stages the plans are sealed with a passphrase that the two builds alone may read.
 *
 * Bucket, secret and logs do not begin with the environment's name, so that no deploy changes them.
 */
export class PipelineDelivery extends Construct {
  readonly pipelineArn: string;
  private readonly passphrase: PlanPassphrase;
  private readonly artifacts: Bucket;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PipelineDeliveryProps,
  ) {
    super(scope, id);
    const { name } = props.scope;
    this.artifacts = new Bucket(this, "artifacts", {
      name: artifactBucketName(props.scope),
      versioned: false,
      noncurrentDays: 1,
      expireDays: ARTIFACT_DAYS,
      abandonedUploadDays: ABANDONED_UPLOAD_DAYS,
      deletionProtected: false,
    });
    this.passphrase = new PlanPassphrase(this, "passphrase", { stackName: `pipeline-${name}` });
    const leave = leaveArtifactsStatement(this.artifacts.bucket.arn);
    const plan = this.stage("plan", "Plans a commit", props.plan, [leave]);
    const deploy = this.stage("deploy", "Applies what was reviewed", props.deploy, []);
    const service = this.serviceRole();
    const { pipeline } = new DeliveryPipeline(this, "stages", {
      ...props,
      name,
      roleArn: service.role.arn,
      artifactBucket: this.artifacts.bucket.id,
      planProject: plan.build.project.name,
      deployProject: deploy.build.project.name,
      reviewKey: `${REVIEWS}/review.html`,
      reviewUrl: this.reviewUrl(),
      question: `What ${props.environment} will be is in the review behind the link. Approve, and exactly these plans are applied.`,
      dependsOn: [service, plan.role, deploy.role].flatMap(({ attachments }) => attachments),
    });
    this.pipelineArn = pipeline.arn;
  }

  private serviceRole(): DeliveryRole {
    const { scope } = this.props;
    return new DeliveryRole(this, "service", {
      name: `${scope.name}-pipeline`,
      description: "Runs the pipeline: starts builds and hands artifacts on",
      trustPolicy: pipelineTrustPolicy(),
      policies: {
        run: pipelineStatements(scope, {
          ...this.props,
          artifactBucketArn: this.artifacts.bucket.arn,
          projectNames: [this.projectName("plan"), this.projectName("deploy")],
        }),
      },
    });
  }

  private stage(
    stage: "plan" | "deploy",
    description: string,
    { buildspec, permissionsBoundaryArn, policies, reviewFolder, timeoutMinutes }: PipelineStage,
    more: readonly PolicyStatement[],
  ): { readonly role: DeliveryRole; readonly build: DeliveryBuild } {
    const projectName = this.projectName(stage);
    const role = new DeliveryRole(this, stage, {
      name: `${this.props.scope.name}-pipeline-${stage}`,
      description: `${description}, in builds of ${projectName}`,
      trustPolicy: buildTrustPolicy(this.props.scope, projectName),
      policies: {
        ...policies,
        build: [...buildStatements(this.props.scope, this.surroundings(projectName)), ...more],
      },
      ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn }),
    });
    const build = new DeliveryBuild(this, `${stage}-build`, {
      name: projectName,
      description,
      roleArn: role.role.arn,
      buildspec,
      timeoutMinutes,
      // Nobody answers a question.
      variables: { CI: "true", ENVIRONMENT: this.props.environment, REVIEW: reviewFolder },
      secrets: { PLAN_PASSPHRASE: this.passphrase.secretArn },
    });
    return { role, build };
  }

  private surroundings(projectName: string): BuildSurroundings {
    const { connectionArn, repository } = this.props;
    return {
      projectName,
      connectionArn,
      repository,
      artifactBucketArn: this.artifacts.bucket.arn,
      passphraseArn: this.passphrase.secretArn,
    };
  }

  private projectName(stage: "plan" | "deploy"): string {
    return `${this.props.scope.name}-${stage}`;
  }

  /** S3's page of the folder with the review, for whoever is signed in and may read it. */
  // https://github.com/awslabs/landing-zone-accelerator-on-aws/blob/main/source/packages/@aws-accelerator/accelerator/lib/pipeline.ts
  private reviewUrl(): string {
    const { partition, region } = this.props.scope;
    const bucket = this.artifacts.bucket.id;
    return `https://${region}.console.${CONSOLES[partition]}/s3/buckets/${bucket}?region=${region}&prefix=${REVIEWS}/`;
  }
}

const REVIEWS = `reviews/${EXECUTION_ID}`;

/** Where the consoles of AWS's partitions are. */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: "aws.amazon.com",
  "aws-cn": "amazonaws.cn",
  "aws-us-gov": "amazonaws-us-gov.com",
};
