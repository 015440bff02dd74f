import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { PlacedTask, type PlacedTaskProps } from "./placed-task";

/** Everything that a task needs which somebody runs once: `aws ecs run-task` takes it from there. */
export class OneOffTask extends Construct {
  readonly taskDefinition: EcsTaskDefinition;
  readonly securityGroup: SecurityGroup;
  readonly logGroup: CloudwatchLogGroup;
  /** Whoever runs the task writes the ARN of the task definition here once it succeeded. */
  readonly succeeded: SsmParameter;

  constructor(scope: Construct, id: string, props: PlacedTaskProps) {
    super(scope, id);
    const { task, securityGroup } = new PlacedTask(this, "Placed", props);
    this.taskDefinition = task.taskDefinition;
    this.securityGroup = securityGroup;
    this.logGroup = task.logGroup;
    this.succeeded = new SsmParameter(this, "succeeded", {
      name: `/${props.name}/succeeded`,
      description: "Task definition that ran and ended with 0",
      type: "String",
      // Terraform keeps nothing of a write-only value: what is written there afterwards is no drift.
      // https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/ssm_parameter#value_wo-1
      valueWo: "none yet",
      valueWoVersion: 1,
    });
  }
}
