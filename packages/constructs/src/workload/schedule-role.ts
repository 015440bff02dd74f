import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument, serviceTrustPolicy } from "../policy/policy-document";
import type { TaskRoles } from "./task-roles";

export interface ScheduleRoleProps {
  readonly name: string;
  readonly accountId: string;
  readonly clusterArn: string;
  /** ARN of the task definition without its revision. */
  readonly familyArn: string;
  /** ARNs of the tasks of the cluster. */
  readonly tasksArn: string;
  readonly taskRoles: TaskRoles;
  /** Queue that is told of tasks that could not be started. */
  readonly failuresArn: string;
}

/** What EventBridge Scheduler runs tasks as: this task definition in this cluster, with the two roles of its tasks. */
export class ScheduleRole extends Construct {
  readonly role: IamRole;
  /** Must be in place before the first run is due. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: ScheduleRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "schedule", {
      name: `${props.name}-schedule`,
      description: "Starts the task by the clock",
      assumeRolePolicy: serviceTrustPolicy("scheduler.amazonaws.com", props.accountId),
    });
    this.policy = new IamRolePolicy(this, "schedule-policy", {
      name: "granted",
      role: this.role.id,
      policy: policyDocument(scheduleStatements(props)),
    });
  }
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
function scheduleStatements({
  clusterArn,
  familyArn,
  tasksArn,
  taskRoles,
  failuresArn,
}: ScheduleRoleProps): PolicyStatement[] {
  return [
    {
      sid: "RunTask",
      actions: ["ecs:RunTask"],
      resources: [`${familyArn}:*`],
      conditions: { ArnEquals: { "ecs:cluster": clusterArn } },
    },
    {
      sid: "TagTask",
      actions: ["ecs:TagResource"],
      resources: [tasksArn],
      conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    },
    {
      sid: "PassRoles",
      actions: ["iam:PassRole"],
      resources: [taskRoles.executionRole.arn, taskRoles.taskRole.arn],
      conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    { sid: "TellFailures", actions: ["sqs:SendMessage"], resources: [failuresArn] },
  ];
}
