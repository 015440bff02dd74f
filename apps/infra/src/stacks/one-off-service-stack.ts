import type { Environment, OneOffService } from "@app/config";
import { OneOffTask } from "@app/constructs";
import type { App } from "cdktf";
import { workerVariables } from "../container-variables";
import { oneOffOutputs } from "../one-off/one-off-outputs";
import type { ServiceUpstream } from "../service-upstream";
import { ServiceStack } from "./service-stack";

/** One command that a deploy or somebody else runs: what its task needs. Changes with every release. */
export class OneOffServiceStack extends ServiceStack<typeof oneOffOutputs, OneOffService> {
  constructor(app: App, environment: Environment, description: OneOffService, stacks: ServiceUpstream) {
    super(app, environment, description, stacks, oneOffOutputs);
    const image = this.image();
    const props = this.taskProps(image, workerVariables(environment, description, image.imageUri));
    const { taskDefinition, securityGroup, logGroup, succeeded } = new OneOffTask(this, "OneOffTask", props);
    this.publish({
      imageUri: image.imageUri,
      clusterArn: props.clusterArn,
      taskDefinitionArn: taskDefinition.arn,
      subnetIds: [...props.subnetIds],
      securityGroupId: securityGroup.id,
      logGroupName: logGroup.name,
      succeededParameterName: succeeded.name,
    });
  }
}
