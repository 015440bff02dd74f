import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { Construct } from "constructs";
import { buildLogGroup } from "./build-statements";

export interface DeliveryBuildProps {
  readonly name: string;
  readonly description: string;
  readonly roleArn: string;
  /** Path of the buildspec in the repository. */
  readonly buildspec: string;
  /** Minutes after which a build is ended. */
  readonly timeoutMinutes: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Variables with the value of a secret, by its ARN. CodeBuild masks them in logs. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Ubuntu 22.04 with Node 20, Python 3.11, Docker, GnuPG, unzip and AWS's CLI. */
// https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html
// https://github.com/aws/aws-codebuild-docker-images/blob/1590e48787084015430500926ea922130dbe9367/ubuntu/standard/7.0/Dockerfile
const IMAGE = "aws/codebuild/standard:7.0";
/** 4 vCPU and 7 GB: several stacks at once, each with a Terraform and a provider, and the build of an image. */
// https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html
const COMPUTE_TYPE = "BUILD_GENERAL1_MEDIUM";
/** Who changed what is asked for long after. */
const LOG_RETENTION_DAYS = 365;

/** A CodeBuild project that runs one buildspec of the repository, as a stage of a pipeline. */
export class DeliveryBuild extends Construct {
  readonly project: CodebuildProject;

  constructor(scope: Construct, id: string, props: DeliveryBuildProps) {
    super(scope, id);
    const log = new CloudwatchLogGroup(this, "log", {
      name: buildLogGroup(props.name),
      retentionInDays: LOG_RETENTION_DAYS,
    });
    this.project = new CodebuildProject(this, "project", {
      name: props.name,
      description: props.description,
      serviceRole: props.roleArn,
      buildTimeout: props.timeoutMinutes,
      source: { type: "CODEPIPELINE", buildspec: props.buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: COMPUTE_TYPE,
        image: IMAGE,
        // Images are built with Docker, and already a plan of one that is not there asks the engine.
        // https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
        privilegedMode: true,
        environmentVariable: [
          ...Object.entries(props.variables).map(([name, value]) => ({ name, value, type: "PLAINTEXT" })),
          ...Object.entries(props.secrets).map(([name, value]) => ({ name, value, type: "SECRETS_MANAGER" })),
        ],
      },
      logsConfig: { cloudwatchLogs: { groupName: log.name } },
    });
  }
}
