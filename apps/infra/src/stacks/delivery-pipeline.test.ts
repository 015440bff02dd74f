import { synthesized } from "../synthesized-app";
import { others } from "../testing/applications";
import { allowedActions, deliveryStatements, isAllowed, type Statement, statementsOf } from "../testing/authorization";

// biome-ignore lint/suspicious/noExplicitAny: assertions reach into JSON of any shape
type Stack = Readonly<Record<string, Readonly<Record<string, any>>>>;

/** AWS counts without white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_POLICY = 6144;
const MOST_POLICIES = 10;
const CONNECTION = "arn:aws:codeconnections:eu-west-1:333333333333:connection/01234567-89ab-cdef-0123-456789abcdef";
const BUCKET = "${aws_s3_bucket.pipeline_artifacts.arn}";
const PASSPHRASE = "${aws_cloudformation_stack.pipeline_passphrase_secret.outputs.Arn}";

/** Delivered by a pipeline and by workflows. */
const environment = others.load("beside-shipped");
const file = fileOf(environment);
const stack: Stack = JSON.parse(file).resource;
const pipeline = stack.aws_codepipeline?.pipeline_stages_pipeline;
const { deployBoundary } = deliveryStatements(file);

function fileOf(of: typeof environment): string {
  return synthesized(of).files["infra-delivery"] ?? "";
}

/** Policies that are attached to a role, by the address that they begin with, and by name. */
function policiesOf(role: string): [name: string, policy: string][] {
  return Object.entries(stack.aws_iam_policy ?? {})
    .filter(([address]) => address.startsWith(`${role}_`) && !address.endsWith("_boundary_policy"))
    .map(([address, { policy }]) => [address.slice(role.length + 1), policy]);
}

function rightsOf(role: string): Statement[] {
  return policiesOf(role).flatMap(([, policy]) => statementsOf(policy));
}

const actionOf = (stage: string) =>
  pipeline.stage.find(({ name }: { name: string }) => name === stage).action.map((action: object) => action);

describe("the pipeline", () => {
  it("plans a commit, waits for an approval, and applies", () => {
    expect(pipeline).toMatchObject({
      name: "parcel-beside-shipped",
      pipeline_type: "V2",
      execution_mode: "SUPERSEDED",
    });
    const stages = pipeline.stage.map(({ name, action }: { name: string; action: { provider: string }[] }) => [
      name,
      ...action.map(({ provider }) => provider),
    ]);
    expect(stages).toEqual([
      ["Source", "CodeStarSourceConnection"],
      ["Plan", "CodeBuild"],
      ["Approval", "Manual"],
      ["Deploy", "CodeBuild"],
    ]);
  });

  it("takes clones of one branch of one repository, from pushes", () => {
    expect(actionOf("Source")[0].configuration).toEqual({
      ConnectionArn: CONNECTION,
      FullRepositoryId: "team/parcel",
      BranchName: "main",
      DetectChanges: "true",
      OutputArtifactFormat: "CODEBUILD_CLONE_REF",
    });
  });

  it("applies the plans of the execution, of the commit that was planned", () => {
    expect(actionOf("Plan")[0]).toMatchObject({ input_artifacts: ["source"], output_artifacts: ["review"] });
    expect(actionOf("Deploy")[0]).toMatchObject({
      input_artifacts: ["source", "review"],
      configuration: { PrimarySource: "source" },
    });
    expect(actionOf("Deploy")[0].output_artifacts).toBeUndefined();
  });

  it("leads the approver to the review that the plan of the same execution left", () => {
    const folder = "reviews/#{codepipeline.PipelineExecutionId}/";
    const bucket = "${aws_s3_bucket.pipeline_artifacts.id}";
    expect(JSON.parse(actionOf("Plan")[0].configuration.EnvironmentVariables)).toEqual([
      { name: "REVIEW_URI", value: `s3://${bucket}/${folder}review.html`, type: "PLAINTEXT" },
    ]);
    expect(actionOf("Approval")[0].configuration).toEqual({
      CustomData:
        "What beside-shipped will be is in the review behind the link. Approve, and exactly these plans are applied.",
      ExternalEntityLink: `https://eu-west-1.console.aws.amazon.com/s3/buckets/${bucket}?region=eu-west-1&prefix=${folder}`,
      NotificationArn: "arn:aws:sns:eu-west-1:333333333333:approvals",
    });
  });

  it("starts for the first time once its roles may do what they are for", () => {
    const attached = Object.keys(stack.aws_iam_role_policy_attachment ?? {})
      .filter((name) => name.startsWith("pipeline_"))
      .map((name) => `aws_iam_role_policy_attachment.${name}`);
    expect([...pipeline.depends_on].sort()).toEqual(attached.sort());
  });

  it("is made without roles for GitHub where no workflow delivers", () => {
    const { codePipeline } = environment.delivery;
    const alone = JSON.parse(fileOf({ ...environment, delivery: { codePipeline } }));
    expect(Object.keys(alone.resource.aws_iam_role)).toEqual([
      "pipeline_deploy_role",
      "pipeline_plan_role",
      "pipeline_service_role",
    ]);
    expect(alone.resource.aws_iam_openid_connect_provider).toBeUndefined();
    expect(Object.keys(alone.output)).toEqual(["pipeline_arn"]);
  });
});

describe("what stages hand on", () => {
  it("is encrypted, closed to the public and to plain HTTP, and forgotten after a month", () => {
    const part = (type: string, name: string) => stack[type]?.[`pipeline_artifacts_${name}`];
    const encryption = part("aws_s3_bucket_server_side_encryption_configuration", "encryption");
    expect(encryption.rule[0].apply_server_side_encryption_by_default.sse_algorithm).toBe("AES256");
    expect(part("aws_s3_bucket_public_access_block", "public_access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(statementsOf(part("aws_s3_bucket_policy", "policy").policy)).toMatchObject([
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
    const rules: { id: string; expiration?: { days?: number }[] }[] = part(
      "aws_s3_bucket_lifecycle_configuration",
      "lifecycle",
    ).rule;
    expect(rules.find(({ id }) => id === "expire")?.expiration).toEqual([{ days: 30 }]);
  });

  it("is opened by the two builds alone: no plan of Terraform and no state holds the passphrase", () => {
    const readers = ["pipeline_plan", "pipeline_deploy", "pipeline_service", "plan", "deploy"].filter((role) =>
      isAllowed(rightsOf(role), "secretsmanager:GetSecretValue", PASSPHRASE),
    );
    expect(readers).toEqual(["pipeline_plan", "pipeline_deploy"]);
    expect(stack.aws_secretsmanager_secret_version).toBeUndefined();
    const template = JSON.parse(stack.aws_cloudformation_stack?.pipeline_passphrase_secret.template_body);
    expect(template.Resources.PlanPassphrase.Properties).toEqual({
      Description: "Seals plans between the stages of a pipeline",
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
    });
  });
});

describe.each([
  ["plan", "Plan", 30, "apps/infra/cdktf.out/beside-shipped/review"],
  ["deploy", "Deploy", 60, "/tmp/review"],
])("the builds that %s", (stage, name, minutes, review) => {
  const project = stack.aws_codebuild_project?.[`pipeline_${stage}_build_project`];
  const role = stack.aws_iam_role?.[`pipeline_${stage}_role`];

  it("run a buildspec of the repository, with the passphrase by reference", () => {
    expect(actionOf(name)[0].configuration.ProjectName).toBe(
      `\${aws_codebuild_project.pipeline_${stage}_build_project.name}`,
    );
    expect(project).toMatchObject({
      name: `parcel-beside-shipped-${stage}`,
      build_timeout: minutes,
      source: { type: "CODEPIPELINE", buildspec: `.codebuild/${stage}.yml` },
      environment: {
        image: "aws/codebuild/standard:7.0",
        environment_variable: [
          { name: "CI", value: "true", type: "PLAINTEXT" },
          { name: "ENVIRONMENT", value: "beside-shipped", type: "PLAINTEXT" },
          { name: "REVIEW", value: review, type: "PLAINTEXT" },
          { name: "PLAN_PASSPHRASE", value: PASSPHRASE, type: "SECRETS_MANAGER" },
        ],
      },
    });
  });

  it("log for a year, where no deploy may delete it", () => {
    const log = stack.aws_cloudwatch_log_group?.[`pipeline_${stage}_build_log`];
    expect(log).toMatchObject({ name: `/aws/codebuild/parcel-beside-shipped-${stage}`, retention_in_days: 365 });
    const arn = `arn:aws:logs:eu-west-1:333333333333:log-group:${log.name}`;
    expect(isAllowed(rightsOf("pipeline_deploy"), "logs:DeleteLogGroup", arn)).toBe(false);
  });

  it("get their role, which builds of other projects and accounts do not", () => {
    expect(project.service_role).toBe(`\${aws_iam_role.pipeline_${stage}_role.arn}`);
    expect(statementsOf(role.assume_role_policy)).toEqual([
      {
        Sid: "AssumedByBuild",
        Effect: "Allow",
        Principal: { Service: "codebuild.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "333333333333",
            "aws:SourceArn": `arn:aws:codebuild:eu-west-1:333333333333:project/parcel-beside-shipped-${stage}`,
          },
        },
      },
    ]);
  });

  it("may do what the role of workflows may, and what a build needs", () => {
    const policies = policiesOf(`pipeline_${stage}`);
    expect(policies.filter(([policy]) => policy !== "build")).toEqual(policiesOf(stage));
    const build = policies.filter(([policy]) => policy === "build").flatMap(([, policy]) => statementsOf(policy));
    expect(build.map(({ Sid }) => Sid)).toEqual([
      "WriteLog",
      "FindArtifacts",
      "TakeArtifacts",
      "OpenPlans",
      "CloneRepository",
      ...(stage === "plan" ? ["LeaveArtifacts"] : []),
    ]);
    expect(build.find(({ Sid }) => Sid === "CloneRepository")).toMatchObject({
      Action: ["codeconnections:UseConnection"],
      Resource: [CONNECTION],
      Condition: { StringEquals: { "codeconnections:FullRepositoryId": "team/parcel" } },
    });
  });

  it("fit into what IAM takes", () => {
    const policies = policiesOf(`pipeline_${stage}`);
    expect(policies.length).toBeLessThanOrEqual(MOST_POLICIES);
    for (const [, policy] of policies) expect(policy.replace(/\s/g, "").length).toBeLessThanOrEqual(LONGEST_POLICY);
  });
});

describe("the builds that deploy", () => {
  const rights = rightsOf("pipeline_deploy");

  it("stay within the limit of deploys, which holds everything that they do", () => {
    expect(stack.aws_iam_role?.pipeline_deploy_role.permissions_boundary).toBe(
      "${aws_iam_policy.deploy_boundary_policy.arn}",
    );
    const outside = rights
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((resource) => [action, resource])))
      .filter(([action = "", resource = ""]) => !isAllowed(deployBoundary, action, resource));
    expect(outside).toEqual([]);
  });

  it.each([
    ["replace what was reviewed", "s3:PutObject", `${BUCKET}/parcel/review/abc.zip`],
    ["open the bucket", "s3:PutBucketPolicy", "arn:aws:s3:::pipeline-parcel-beside-shipped-333333333333"],
    ["empty the bucket", "s3:DeleteObject", "arn:aws:s3:::pipeline-parcel-beside-shipped-333333333333/a"],
    [
      "change the passphrase",
      "secretsmanager:PutSecretValue",
      "arn:aws:secretsmanager:eu-west-1:333333333333:secret:PlanPassphrase-AbCdEf",
    ],
    [
      "change what made it",
      "cloudformation:UpdateStack",
      "arn:aws:cloudformation:eu-west-1:333333333333:stack/pipeline-parcel-beside-shipped/1",
    ],
    ["change the pipeline", "codepipeline:UpdatePipeline", "*"],
    ["approve", "codepipeline:PutApprovalResult", "*"],
    ["change projects", "codebuild:UpdateProject", "*"],
    ["widen their role", "iam:PutRolePolicy", "arn:aws:iam::333333333333:role/parcel-beside-shipped-pipeline-deploy"],
  ])("never %s", (_, action, resource) => {
    expect(isAllowed(rights, action, resource)).toBe(false);
  });
});

describe("the pipeline's own role", () => {
  it("is CodePipeline's", () => {
    expect(statementsOf(stack.aws_iam_role?.pipeline_service_role.assume_role_policy)).toEqual([
      {
        Sid: "AssumedByPipeline",
        Effect: "Allow",
        Principal: { Service: "codepipeline.amazonaws.com" },
        Action: ["sts:AssumeRole"],
      },
    ]);
  });

  it("hands artifacts on, follows the branch, starts the two projects and asks for approvals: nothing else", () => {
    const rights = rightsOf("pipeline_service");
    expect(Object.fromEntries(rights.map(({ Sid, Resource }) => [Sid, Resource]))).toEqual({
      FindArtifacts: [BUCKET],
      HandArtifactsOn: [`${BUCKET}/*`],
      FollowBranch: [CONNECTION],
      StartBuilds: ["plan", "deploy"].map(
        (stage) => `arn:aws:codebuild:eu-west-1:333333333333:project/parcel-beside-shipped-${stage}`,
      ),
      AskForApproval: ["arn:aws:sns:eu-west-1:333333333333:approvals"],
    });
    expect(allowedActions(rights)).toEqual([
      "codebuild:BatchGetBuilds",
      "codebuild:StartBuild",
      "codeconnections:UseConnection",
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
      "s3:GetBucketVersioning",
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:PutObject",
      "sns:Publish",
    ]);
  });
});

describe("whoever plans", () => {
  it.each(["plan", "pipeline_plan"])("reads the pipeline, in the role %s", (role) => {
    const rights = rightsOf(role);
    for (const action of ["codepipeline:GetPipeline", "codebuild:BatchGetProjects", "cloudformation:DescribeStacks"])
      expect(isAllowed(rights, action, "*")).toBe(true);
    expect(isAllowed(rights, "s3:GetBucketPolicy", "arn:aws:s3:::pipeline-parcel-beside-shipped-333333333333")).toBe(
      true,
    );
  });

  it("reads none where there is none", () => {
    const { plan } = deliveryStatements(fileOf(others.load("shipped")));
    expect(isAllowed(plan, "codepipeline:GetPipeline", "*")).toBe(false);
  });

  it("on GitHub gets at no artifact", () => {
    const object = "arn:aws:s3:::pipeline-parcel-beside-shipped-333333333333/parcel/review/abc.zip";
    for (const action of ["s3:GetObject", "s3:PutObject"])
      expect(isAllowed(rightsOf("plan"), action, object)).toBe(false);
  });
});
