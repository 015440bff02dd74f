import { type Environment, resourceName } from "@app/config";
import {
  DeliveryRole,
  deployBoundaryStatements,
  deployPolicies,
  GithubProvider,
  PermissionsBoundary,
  planStatements,
  taskBoundaryStatements,
  text,
} from "@app/constructs";
import type { App } from "cdktf";
import { deliveryScope, taskBoundaryName } from "../delivery-scope";
import { EnvironmentStack } from "../environment-stack";

const outputs = {
  planRoleArn: text("Role of workflows that plan"),
  deployRoleArn: text("Role of workflows that deploy"),
};

/** A deploy waits for databases and load balancers. */
const DEPLOY_SESSION_SECONDS = 2 * 60 * 60;

/**
 * What workflows on GitHub may do in the environment's account: a role that plans, a role that deploys, and what no role
 * exceeds that a deploy creates. An administrator applies it; the roles themselves may only read it.
 */
export class DeliveryStack extends EnvironmentStack<typeof outputs> {
  static isNeeded({ delivery }: Environment): boolean {
    return delivery.github !== undefined;
  }

  protected override get isDelivery(): boolean {
    return true;
  }

  constructor(app: App, environment: Environment) {
    super(app, environment, "delivery", outputs);
    const { github } = environment.delivery;
    if (github === undefined) throw new Error("DeliveryStack.isNeeded was not asked");
    const { name: environmentName } = environment;
    const scope = deliveryScope(environment);
    const { arn: providerArn } = new GithubProvider(this, "github", { providerArn: github.providerArn });
    const taskBoundary = new PermissionsBoundary(this, "task-boundary", {
      name: taskBoundaryName(environment),
      description: "The most that a role of the environment may do",
      statements: taskBoundaryStatements(scope),
    });
    const deployBoundary = new PermissionsBoundary(this, "deploy-boundary", {
      name: resourceName(environment, "deploy-boundary"),
      description: "The most that a deploy may do",
      statements: deployBoundaryStatements(scope),
    });
    const workflow = { providerArn, repository: github.repository };
    const plan = new DeliveryRole(this, "plan", {
      ...workflow,
      name: resourceName(environment, "plan"),
      description: "Plans: reads states and descriptions of resources",
      githubEnvironment: `${environmentName}-plan`,
      policies: { read: planStatements(scope) },
    });
    const deploy = new DeliveryRole(this, "deploy", {
      ...workflow,
      name: resourceName(environment, "deploy"),
      description: "Deploys: changes what the environment is made of",
      githubEnvironment: environmentName,
      policies: { read: planStatements(scope), ...deployPolicies(scope, taskBoundary.policy.arn) },
      permissionsBoundaryArn: deployBoundary.policy.arn,
      maxSessionSeconds: DEPLOY_SESSION_SECONDS,
    });
    this.publish({ planRoleArn: plan.role.arn, deployRoleArn: deploy.role.arn });
  }
}
