import { type Environment, resourceTags, stackGroup, stateBucketName, stateKey } from "@app/config";
import { AwsStack, type OutputSpecifications } from "@app/constructs";
import type { App } from "cdktf";

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
  }
}
