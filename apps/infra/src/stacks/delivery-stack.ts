import { type Environment, isDelivered, resourceName } from "@app/config";
import {
  cloneStatement,
  DeliveryRole,
  type DeliveryScope,
  deployBoundaryStatements,
  deployPolicies,
  GithubProvider,
  githubTrustPolicy,
  type OutputSpecifications,
  PermissionsBoundary,
  PipelineDelivery,
  type PolicyStatement,
  planStatements,
  taskBoundaryStatements,
  text,
} from "@app/constructs";
import type { App } from "cdktf";
import { deliveryScope, taskBoundaryName } from "../delivery-scope";
import { EnvironmentStack } from "../environment-stack";

const githubOutputs = {
  planRoleArn: text("Role of workflows that plan"),
  deployRoleArn: text("Role of workflows that deploy"),
};
const pipelineOutputs = { pipelineArn: text("Pipeline that delivers") };

function outputsOf({ delivery }: Environment): OutputSpecifications {
  return {
    ...(delivery.github === undefined ? {} : githubOutputs),
    ...(delivery.codePipeline === undefined ? {} : pipelineOutputs),
  };
}

/** A deploy waits for databases and load balancers. */
const DEPLOY_SESSION_SECONDS = 2 * 60 * 60;
/** The same as those of the jobs in `.github/workflows/deploy.yml`. */
const PLAN_MINUTES = 30;
const DEPLOY_MINUTES = 60;

/**
 * Who delivers the environment and what they may do in its account: roles for workflows on GitHub, or a pipeline of its own,
 * or both; and what no role exceeds that a deploy creates. An administrator applies it; the roles themselves may only read it.
 */
export class DeliveryStack extends EnvironmentStack<OutputSpecifications> {
  static isNeeded(environment: Environment): boolean {
    return isDelivered(environment);
  }

  private readonly deliveryScope: DeliveryScope;
  private readonly planPolicies: Readonly<Record<string, readonly PolicyStatement[]>>;
  private readonly deployPolicies: Readonly<Record<string, readonly PolicyStatement[]>>;
  private readonly deployBoundaryArn: string;

  protected override get isDelivery(): boolean {
    return true;
  }

  constructor(app: App, environment: Environment) {
    super(app, environment, "delivery", outputsOf(environment));
    const { github, codePipeline } = environment.delivery;
    this.deliveryScope = deliveryScope(environment);
    const taskBoundary = new PermissionsBoundary(this, "task-boundary", {
      name: taskBoundaryName(environment),
      description: "The most that a role of the environment may do",
      statements: taskBoundaryStatements(this.deliveryScope),
    });
    const deployBoundary = new PermissionsBoundary(this, "deploy-boundary", {
      name: resourceName(environment, "deploy-boundary"),
      description: "The most that a deploy may do",
      statements: [
        ...deployBoundaryStatements(this.deliveryScope),
        ...(codePipeline === undefined ? [] : [cloneStatement(codePipeline)]),
      ],
    });
    this.deployBoundaryArn = deployBoundary.policy.arn;
    this.planPolicies = { read: planStatements(this.deliveryScope) };
    this.deployPolicies = {
      ...this.planPolicies,
      ...deployPolicies(this.deliveryScope, taskBoundary.policy.arn),
    };
    this.publish({
      ...(github === undefined ? {} : this.onGithub(github)),
      ...(codePipeline === undefined ? {} : this.onCodePipeline(codePipeline)),
    });
  }

  private onGithub({ repository, providerArn }: NonNullable<Environment["delivery"]["github"]>) {
    const { name } = this.environment;
    const provider = new GithubProvider(this, "github", { providerArn });
    const trust = (githubEnvironment: string) =>
      githubTrustPolicy({ providerArn: provider.arn, repository, githubEnvironment });
    const plan = new DeliveryRole(this, "plan", {
      name: resourceName(this.environment, "plan"),
      description: "Plans: reads states and descriptions of resources",
      trustPolicy: trust(`${name}-plan`),
      policies: this.planPolicies,
    });
    const deploy = new DeliveryRole(this, "deploy", {
      name: resourceName(this.environment, "deploy"),
      description: "Deploys: changes what the environment is made of",
      trustPolicy: trust(name),
      policies: this.deployPolicies,
      permissionsBoundaryArn: this.deployBoundaryArn,
      maxSessionSeconds: DEPLOY_SESSION_SECONDS,
    });
    return { planRoleArn: plan.role.arn, deployRoleArn: deploy.role.arn };
  }

  /** The same rights as on GitHub, in roles of their own: a pull request's code shall not open or replace a pipeline's plans. */
  private onCodePipeline(codePipeline: NonNullable<Environment["delivery"]["codePipeline"]>) {
    const { name } = this.environment;
    const { pipelineArn } = new PipelineDelivery(this, "pipeline", {
      ...codePipeline,
      scope: this.deliveryScope,
      environment: name,
      plan: {
        buildspec: ".codebuild/plan.yml",
        reviewFolder: `apps/infra/cdktf.out/${name}/review`,
        policies: this.planPolicies,
        timeoutMinutes: PLAN_MINUTES,
      },
      deploy: {
        buildspec: ".codebuild/deploy.yml",
        reviewFolder: "/tmp/review",
        policies: this.deployPolicies,
        permissionsBoundaryArn: this.deployBoundaryArn,
        timeoutMinutes: DEPLOY_MINUTES,
      },
    });
    return { pipelineArn };
  }
}
