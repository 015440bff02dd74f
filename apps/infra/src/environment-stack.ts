import { type Environment, resourceTags, stackGroup, stateBucketName, stateKey } from "@app/config";
import { AwsStack, type OutputSpecifications } from "@app/constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { type App, Aspects } from "cdktf";
import { taskBoundaryArn } from "./delivery-scope";

/** A stack of one environment: its id, state key and tags follow from the environment and the stack's name. */
export abstract class EnvironmentStack<Outputs extends OutputSpecifications> extends AwsStack<Outputs> {
  constructor(
    app: App,
    protected readonly environment: Environment,
    stack: string,
    outputs: Outputs,
  ) {
    super(
      app,
      `${stackGroup}-${stack}`,
      {
        region: environment.aws.region,
        accountId: environment.aws.accountId,
        emulated: environment.aws.emulated,
        stateBucket: stateBucketName(environment),
        stateKey: stateKey(environment, stack),
        tags: resourceTags(environment, stack),
      },
      outputs,
    );
    this.limitRoles();
  }

  /** Where workflows deploy, every role carries the boundary, or they could give one every right there is. */
  private limitRoles(): void {
    const boundary = taskBoundaryArn(this.environment);
    if (boundary === undefined) return;
    Aspects.of(this).add({
      visit: (node) => {
        if (node instanceof IamRole && !this.isDelivery) node.permissionsBoundary = boundary;
      },
    });
  }

  /** True for the stack whose roles have limits of their own. */
  protected get isDelivery(): boolean {
    return false;
  }
}
