import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { capacityProviderStrategy } from "./capacity";
import { FailedRuns } from "./failed-runs";
import { PlacedTask, type PlacedTaskProps } from "./placed-task";
import { ScheduleRole } from "./schedule-role";

export interface ScheduledTaskProps extends PlacedTaskProps {
  /** `cron(0 4 * * ? *)`, `rate(1 hour)` or `at(2030-01-31T07:00:00)`. */
  readonly at: string;
  /** IANA name of the time zone of `at`; summer time is followed. */
  readonly timeZone: string;
  /** How often the start of a task is tried again, 0 to 185. A command that fails is not repeated. */
  readonly retries: number;
}

/** A task that could not be started in an hour is given up: the next one may be due. */
const LONGEST_DELAY_SECONDS = 3600;

/** A task that EventBridge Scheduler runs by the clock. Runs that fail, and runs that never began, are told to a queue. */
export class ScheduledTask extends Construct {
  readonly schedule: SchedulerSchedule;
  readonly taskDefinition: EcsTaskDefinition;
  readonly logGroup: CloudwatchLogGroup;
  /** A message for each run that failed or could not be started. */
  readonly failures: SqsQueue;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    const { name, region, accountId, clusterArn, capacity, retries } = props;
    const { task, securityGroup, conditions } = new PlacedTask(this, "Placed", props);
    const { partition } = new DataAwsPartition(this, "partition", {});
    // Every revision of this one family: a release does not change who may run it.
    const familyArn = `arn:${partition}:ecs:${region}:${accountId}:task-definition/${name}`;
    this.failures = new FailedRuns(this, "FailedRuns", {
      name,
      clusterArn,
      familyArn,
      containerName: props.sidecars?.length ? props.container.name : undefined,
    }).queue;
    const { role, policy } = new ScheduleRole(this, "ScheduleRole", {
      ...props,
      familyArn,
      taskRoles: task.roles,
      failuresArn: this.failures.arn,
      tasksArn: `arn:${partition}:ecs:${region}:${accountId}:task/${props.clusterName}/*`,
    });
    this.schedule = new SchedulerSchedule(this, "schedule", {
      name,
      scheduleExpression: props.at,
      scheduleExpressionTimezone: props.timeZone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: clusterArn,
        roleArn: role.arn,
        ecsParameters: {
          taskDefinitionArn: task.taskDefinition.arn,
          taskCount: 1,
          capacityProviderStrategy: capacityProviderStrategy(capacity),
          platformVersion: "LATEST",
          networkConfiguration: {
            subnets: [...props.subnetIds],
            securityGroups: [securityGroup.id],
            assignPublicIp: props.assignPublicIp ?? false,
          },
          enableEcsManagedTags: true,
          enableExecuteCommand: props.executeCommand,
          propagateTags: "TASK_DEFINITION",
        },
        deadLetterConfig: { arn: this.failures.arn },
        retryPolicy: { maximumRetryAttempts: retries, maximumEventAgeInSeconds: LONGEST_DELAY_SECONDS },
      },
      dependsOn: [...conditions, policy],
    });
    this.taskDefinition = task.taskDefinition;
    this.logGroup = task.logGroup;
  }
}
