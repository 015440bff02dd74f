import { type Environment, stateBucketName } from "@app/config";
import { StateBucket, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = { bucketName: text("Bucket of every state of this environment") };

/** The state bucket itself. `cdktf bootstrap` applies it once; destroying the environment leaves it. */
export class StateStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "state", outputs);
    const { bucket } = new StateBucket(this, "state", {
      name: stateBucketName(environment),
      // A laptop's account is not there long enough to wait for it at its first start.
      expiresLocks: !environment.aws.emulated,
    });
    this.publish({ bucketName: bucket.bucket });
  }
}
