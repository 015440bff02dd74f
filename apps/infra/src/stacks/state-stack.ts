import { type Environment, stateBucketName } from "@app/config";
import { StateBucket, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = { bucketName: text("Bucket of every state of this environment") };

/** The state bucket itself. `cdktf bootstrap` applies it once; destroying the environment leaves it. */
export class StateStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "state", outputs);
    const { bucket } = new StateBucket(this, "state", { name: stateBucketName(environment) });
    this.publish({ bucketName: bucket.bucket });
  }
}
